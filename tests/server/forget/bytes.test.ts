/** What was erased is not in the embedded database's files any more. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runForget } from '../../../server/commands/forget/run-forget'
import { oldStore } from '../archive/shelf'

const openid = 'oForgotten_0123456789_ab'
const remark = '不放香菜 0123456789'

test('an openid and a remark that were erased are in no byte of the files, beside a running backend', async () => {
  const { db, location, paid } = await oldStore('embedded')
  if (location.kind !== 'embedded') throw new Error('not the embedded one')
  for (const name of ['a', 'b', 'c']) {
    await paid(name, { source: 'amount', openid, subject: 'the shop', body: remark })
    await db.updateTable('charges').set({ openid }).where('order_id', '=', name).execute()
  }
  const { dir } = location
  const holds = (text: string) =>
    readdirSync(dir).some((file) => readFileSync(join(dir, file)).includes(text))
  expect([holds(openid), holds(remark)]).toEqual([true, true])
  const forgotten = await runForget({ database: location }, { name: openid, archives: [] })
  expect(forgotten).toMatchObject({ exitCode: 0, error: '' })
  expect([holds(openid), holds(remark)]).toEqual([false, false])
})
