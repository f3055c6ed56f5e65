import { expect } from '@playwright/test'
import type { Step } from '../../src/payment/states'
import { allScreens } from '../../mocks/gallery/screens'
import { openScreen } from './support/gallery'
import { brokenSums } from './support/lines'
import { test } from './support/test'

/** Nothing is known yet of any sum. */
const withoutSums: readonly Step[] = [
  'landing',
  'landing_failed',
  'leaving',
  'loading',
  'load_failed',
  'nowhere',
  'not_found',
  'ordering',
]

for (const { id, like, step, title } of allScreens) {
  if (like !== undefined || withoutSums.includes(step)) continue
  test(`${title} (${id}): the largest sums and long names stand in whole lines`, async ({
    phone,
  }) => {
    await openScreen(phone, id, '&grand=1')
    expect(await brokenSums(phone)).toEqual([])
  })
}

/** Each rule's mistake, as a style that makes it. */
const mistakes = [
  ['ready', '.price-text { white-space: normal !important; width: 90px }', /the sum .+ is broken/],
  ['ready', '.order-head { height: 60px; overflow: hidden }', /the sum .+ is cut off/],
  ['ready', '#app::after { content: ""; position: fixed; inset: 0 }', /is covered/],
  ['ready', '.actions { position: static; margin-top: 900px }', /\.button, \.pay is out of sight/],
  ['amount-fits', '.card { margin-top: 320px !important }', /\.amount is out of sight/],
  ['ready-busy', '.order-notice { word-break: break-all }', /the word .+ is broken/],
  ['pending', 'main * { text-wrap: wrap !important }', /stands alone/],
  ['catalog', '.item-words { flex: none; width: 18px }', /a column of single letters/],
] as const

for (const [id, style, said] of mistakes) {
  test(`on ${id}, ${style} is noticed`, async ({ phone }) => {
    await openScreen(phone, id)
    await phone.addStyleTag({ content: style })
    expect((await brokenSums(phone)).join('\n')).toMatch(said)
  })
}

test('letters that grow on an open page shrink a sum that would not fit any more', async ({
  phone,
}) => {
  await openScreen(phone, 'ready', '&grand=1')
  await phone.setViewportSize({ width: 320, height: 568 })
  const overflow = () =>
    phone.locator('.price-text').evaluate((line) => line.scrollWidth - line.clientWidth)
  await expect.poll(overflow).toBe(0)
  await phone.evaluate(() => {
    document.body.style.setProperty('-webkit-text-size-adjust', '160%')
  })
  await expect.poll(overflow).toBe(0)
})
