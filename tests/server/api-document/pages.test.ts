/** The pages of the API are made from the document that the real backend answers. */
import { format, resolveConfig } from 'prettier'
import { expect, test } from 'vitest'
import { drawApi } from '../../api-document/pages/draw-api'
import { summaries } from '../../api-document/pages/zh'
import { realDocument } from '../../api-document/real-document'

const document = await realDocument()

test('every call has its Chinese words, and no other has', () => {
  const ids = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  )
  expect(Object.keys(summaries).sort()).toEqual(ids.sort())
})

test.each([
  ['docs/api.md', 'en'],
  ['docs/zh/api.md', 'zh'],
] as const)('%s says so', async (path, language) => {
  const style = await resolveConfig(new URL('../../../package.json', import.meta.url))
  const text = await format(drawApi(document, language), { ...style, parser: 'markdown' })
  await expect(text).toMatchFileSnapshot(`../../../${path}`)
})
