/** What was erased is not in the embedded database's files any more. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import LibsqlDatabase from 'libsql'
import { describe, expect, onTestFinished, test } from 'vitest'
import { runForget } from '../../../server/commands/forget/run-forget'
import { eraseOldPayers } from '../../../server/scheduled/erase-old-payers'
import { createEraser } from '../../../server/store/forget/eraser'
import { later, oldStore } from '../archive/shelf'

const openid = 'oForgotten_0123456789_ab'
const remark = '不放香菜 0123456789'

test('an openid and a remark that were erased are in no byte of the files, while another connection is open', async () => {
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

describe('what another process reads just then', () => {
  /** A reader that has begun, as `npm run backup` is for a while. */
  function readerOf(dir: string): () => void {
    const reader = new LibsqlDatabase(join(dir, 'checkout.db'))
    reader.exec('begin')
    reader.prepare('select count(*) from orders').all()
    onTestFinished(() => void reader.close())
    return () => reader.exec('commit')
  }

  async function erasable() {
    const { location, paid, db } = await oldStore('embedded')
    if (location.kind !== 'embedded') throw new Error('not the embedded one')
    await paid('a', { source: 'amount', openid, subject: 'the shop', body: remark })
    const { dir } = location
    const holds = () =>
      readdirSync(dir).some((file) => readFileSync(join(dir, file)).includes(remark))
    const forget = () => runForget({ database: location }, { name: 'N-a', archives: [] })
    return { dir, holds, forget, db }
  }

  test('stays in the file beside the database, which is said, until it is run again', async () => {
    const { dir, holds, forget } = await erasable()
    const leave = readerOf(dir)
    const forgotten = await forget()
    expect(forgotten.exitCode).toBe(2)
    expect(forgotten.out).toContain('checkout.db-wal')
    expect(holds()).toBe(true)
    leave()
    await forget()
    expect(holds()).toBe(false)
  })

  test('is waited for', async () => {
    const { dir, holds, forget, db } = await erasable()
    const leave = readerOf(dir)
    const forgetting = forget()
    const remarks = () => db.selectFrom('orders').select('body').execute()
    await expect.poll(remarks, { interval: 10 }).toEqual([{ body: 'the shop' }])
    leave()
    expect(await forgetting).toMatchObject({ exitCode: 0 })
    expect(holds()).toBe(false)
  })

  test('keeps the worker coming back, which warns where that lasts', async () => {
    const { dir, holds, db } = await erasable()
    const log: string[] = []
    const said = (_fields: object, message: string) => void log.push(message)
    const chore = eraseOldPayers(createEraser({ kind: 'embedded', db }), 7 * 86_400_000, {
      info: () => undefined,
      warn: said,
      error: said,
    })
    const leave = readerOf(dir)
    const now = later + 8 * 86_400_000
    expect([await chore(now), await chore(now + 59_999), log.length]).toEqual([true, true, 0])
    expect([await chore(now + 60_000), await chore(now + 120_000)]).toEqual([true, true])
    expect(log).toEqual([expect.stringContaining('another process reads it')])
    expect(holds()).toBe(true)
    leave()
    expect(await chore(now + 121_000)).toBe(false)
    expect(holds()).toBe(false)
  })
})
