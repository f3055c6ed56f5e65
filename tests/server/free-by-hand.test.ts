/** A person has compared by hand what no statement tells. */
import { describe, expect, test } from 'vitest'
import { freeByHand } from '../../server/commands/adopt/release-held-orders'
import { readArguments } from '../../server/commands/adopt/arguments'
import { runInspect } from '../../server/commands/inspect/run-inspect'
import { kinds } from './support/databases'
import { codeOf } from './support/phone'
import { restored } from './support/restored'

describe.each(kinds)('what a person says after a restore, on the %s database', (kind) => {
  test('frees the orders of the backup without a statement, and stands in their story', async () => {
    const { database, unpaid, charges, now } = await restored(kind)
    expect(codeOf(await charges(unpaid.orderId))).toBe('409 charge_in_progress')
    const where = { database: database.location }
    const freed = await freeByHand(where, { by: '王芳', orderNo: null }, now())
    expect(freed).toMatchObject({ exitCode: 0, error: '' })
    expect(freed.out).toContain('Orders released: 2.')
    expect((await charges(unpaid.orderId)).status).toBe(201)
    const { out } = await runInspect(where, unpaid.orderNo)
    expect(out).toContain('order freed  by 王芳')
  })

  test('frees an order of its unrecorded payment, and no other', async () => {
    const shop = await restored(kind, {}, false)
    const { database, sandbox, paidBefore, unpaid, charges, merchant, now } = shop
    await sandbox.paymax.sendWebhook(shop.gatewayId)
    const incidents = async () => (await merchant.read(paidBefore.orderNo)).body.incidents
    await expect.poll(incidents).toHaveLength(1)
    const where = { database: database.location }
    const free = (orderNo: string) => freeByHand(where, { by: 'li', orderNo }, now())
    expect(await free(unpaid.orderNo)).toMatchObject({ exitCode: 1 })
    expect(codeOf(await charges(paidBefore.orderId))).toBe('409 charge_in_progress')
    expect(await free(paidBefore.orderNo)).toMatchObject({ exitCode: 0, error: '' })
    expect((await charges(paidBefore.orderId)).status).not.toBe(409)
    expect((await runInspect(where, paidBefore.orderNo)).out).toContain('order freed  by li')
  })
})

test('says who: without a name, or with a charge beside it, nothing is done', () => {
  expect(readArguments(['--compared', ' li '])).toEqual({ by: 'li', orderNo: null })
  expect(readArguments(['--compared', 'li', '--order', 'A-1'])).toEqual({
    by: 'li',
    orderNo: 'A-1',
  })
  for (const args of [
    ['--compared', ''],
    // In the order's story it would be a line of its own.
    ['--compared', 'li\n1 closed all:0'],
    ['--compared', 'l'.repeat(65)],
    ['--order', 'A-1'],
    ['ch_1', '--compared', 'li'],
  ]) {
    expect(() => readArguments(args)).toThrow()
  }
})
