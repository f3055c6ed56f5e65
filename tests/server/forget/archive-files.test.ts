/** Files of the archive are written anew without whoever is forgotten. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { appendFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createArchiveFile } from '../../../server/commands/archive/archive-file'
import { archiveOrders } from '../../../server/commands/archive/archive-orders'
import { readArguments } from '../../../server/commands/forget/arguments'
import { runForget } from '../../../server/commands/forget/run-forget'
import { kinds } from '../support/databases'
import { later, linesOf, oldStore, temporaryFolder } from '../archive/shelf'

const typed = { source: 'amount', openid: 'payer', subject: 'the shop', body: 'a remark' } as const

describe.each(kinds)('archived out of the %s store', (kind) => {
  async function filed() {
    const store = await oldStore(kind)
    await store.paid('a', typed)
    await store.paid('b')
    await store.db
      .updateTable('charges')
      .set({ openid: 'other' })
      .where('order_id', '=', 'b')
      .execute()
    const path = join(await temporaryFolder(), 'orders.ndjson')
    const file = await createArchiveFile(path)
    const pause = () => Promise.resolve()
    await archiveOrders({ archiveStore: store.archiveStore, file, now: () => later, pause }, later)
    await file.close()
    const forget = (...args: string[]) =>
      runForget({ database: store.location }, readArguments([...args, '--archive', path]))
    return { ...store, path, forget }
  }

  test('a payer is erased from their lines and from what the store kept of them; others are not', async () => {
    const { db, path, forget } = await filed()
    const before = await linesOf(path)
    expect(readFileSync(path, 'utf8')).toContain('payer')
    const { exitCode, out } = await forget('payer')
    expect([exitCode, out]).toEqual([
      0,
      expect.stringContaining('Erased in archive files: 1 orders'),
    ])
    const [a, b] = await linesOf(path)
    const [oldA, oldB] = before
    expect(b).toEqual(oldB)
    expect(a).toEqual({
      ...oldA,
      order: { ...oldA?.order, openid: null, body: 'the shop' },
      charges: oldA?.charges.map((charge) => ({
        ...charge,
        openid: '',
        create_request: null,
        js_api_params: null,
      })),
    })
    expect(readFileSync(path, 'utf8')).not.toMatch(/payer"|a remark/)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(dirname(path))).toEqual(['orders.ndjson'])
    const kept = await db.selectFrom('archived_orders').select(['order_id', 'body']).execute()
    expect(kept.find((row) => row.order_id === 'a')?.body).toBe('the shop')
  })

  test('so are an order by its number, and everybody', async () => {
    const { path, forget } = await filed()
    expect((await forget('N-b')).exitCode).toBe(0)
    expect((await linesOf(path)).map(({ charges }) => charges[0]?.openid)).toEqual(['payer', ''])
    expect((await forget('--everyone')).exitCode).toBe(0)
    expect((await linesOf(path)).map(({ charges }) => charges[0]?.openid)).toEqual(['', ''])
    const inode = statSync(path).ino
    expect((await forget('--everyone')).exitCode).toBe(0)
    expect(statSync(path).ino).toBe(inode)
  })

  test('half a line of a run that was killed is left out, what is none of the archive’s stops it', async () => {
    const { path, forget } = await filed()
    await appendFile(path, '{"archive":1,"order":{"openid":"pay')
    expect((await forget('payer')).exitCode).toBe(0)
    expect(await linesOf(path)).toHaveLength(2)
    const strange = `not the archive's\n${readFileSync(path, 'utf8')}`
    await writeFile(path, strange)
    const { exitCode, error } = await forget('--everyone')
    expect([exitCode, error]).toEqual([
      1,
      expect.stringContaining('line 1 was not written by npm run archive'),
    ])
    expect(readFileSync(path, 'utf8')).toBe(strange)
    expect(readdirSync(dirname(path))).toEqual(['orders.ndjson'])
  })
})
