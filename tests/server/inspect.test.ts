/** An order's whole story, as whoever is asked about it reads it. */
import { createHash } from 'node:crypto'
import { expect, describe, test } from 'vitest'
import { readArguments, runInspect } from '../../server/commands/inspect/run-inspect'
import { maskOpenid } from '../../server/payments/core/ids'
import { later, oldStore } from './archive/shelf'
import { freshDatabase, kinds } from './support/databases'
import { chargedOrder } from './support/paid-order'
import { tillOf } from './support/till'

/** What happened, in the sequence in which it is told, without times and names. */
const happenings = (out: string) =>
  out
    .split('\n\n')
    .slice(1)
    .join('\n')
    .split('\n')
    .map((line) => line.replace(/^\S+ {2}/, '').replace(/ {2}.*/, ''))

describe.each(kinds)('inspecting an order, on the %s database', (kind) => {
  test('finds it by either number of the payer’s bill in WeChat', async () => {
    const database = await freshDatabase(kind)
    const { sandbox, charge, reads } = await chargedOrder(
      kind,
      { orderNo: 'A-9' },
      {},
      { database },
    )
    sandbox.paymax.pay(charge.chargeId)
    await sandbox.paymax.flushWebhooks()
    await reads({ status: 'paid' })
    const [paid] = sandbox.paymax.charges()
    for (const number of [charge.chargeId, paid?.transactionNo ?? '']) {
      const { exitCode, out } = await runInspect({ database: database.location }, number)
      expect([exitCode, out.split('  ')[0]]).toEqual([0, 'order A-9'])
    }
  })

  test('tells it from its placing to its refund, in time order, with the payer masked', async () => {
    const database = await freshDatabase(kind)
    const order = { orderNo: 'A-1', subject: '会员\u001b[2J年费' }
    const scene = await chargedOrder(kind, order, {}, { database })
    const { sandbox, charge, merchant, reads } = scene
    sandbox.paymax.pay(charge.chargeId)
    await sandbox.paymax.flushWebhooks()
    await reads({ status: 'paid' })
    await merchant.refund('A-1', { amount: 1_005, reason: '少一件' })
    await expect.poll(() => sandbox.paymax.charges().flatMap((one) => one.refunds)).toHaveLength(1)
    sandbox.paymax.finishRefunds()
    await sandbox.paymax.flushWebhooks()
    await reads({ amountRefunded: 1_005 })

    const inspect = () => runInspect({ database: database.location }, 'A-1')
    const applied = (out: string) => happenings(out).filter((one) => one === 'webhook applied')
    // A moment after what it tells of.
    await expect
      .poll(async () => applied((await inspect()).out), { timeout: 20_000 })
      .toHaveLength(2)
    const { exitCode, out, error } = await inspect()
    expect([exitCode, error]).toEqual([0, ''])
    expect(out).toContain('order A-1  38.80 yuan  paid  会员?[2J年费')
    expect(out).toMatch(/refund \w+ {2}succeeded {2}10\.05 yuan {2}少一件/)
    const { openid } = sandbox.wechat.holder
    expect(out).not.toContain(openid)
    expect(out).toContain(`charge created  ${charge.chargeId}  payer ${maskOpenid(openid)}`)
    const [webhook] = sandbox.paymax.webhooks()
    const hash = createHash('sha256')
      .update(webhook?.body ?? '')
      .digest('hex')
    expect(out).toContain(`sha256 ${hash}`)
    const told = happenings(out)
    const inSequence = [
      'order placed',
      'charge created',
      'charge paid',
      'webhook received',
      'refund requested',
      'refund last sent',
      'refund succeeded',
      'charge expires',
      'order expires',
    ]
    const places = inSequence.map((one) => told.indexOf(one))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(told).toContain('attempt to pay')
    expect(told.filter((one) => one === 'webhook received')).toHaveLength(2)
  })

  test.each(['paymax', 'wechatpay'] as const)(
    'says why it is paid: the webhook of %s, by its hash',
    async (gateway) => {
      const database = await freshDatabase(kind)
      const environment = { GATEWAY: gateway }
      const scene = await chargedOrder(kind, { orderNo: 'A-2' }, environment, { database })
      const till = tillOf(scene.sandbox, gateway)
      till.pay(scene.charge.chargeId)
      await till.tell()
      await scene.reads({ status: 'paid' })
      const { out } = await runInspect({ database: database.location }, 'A-2')
      const [, hash = ''] =
        /decided: succeeded .* signed webhook {2}sha256 (\w{64})/.exec(out) ?? []
      expect(out).toMatch(new RegExp(`webhook received .* sha256 ${hash}`))
      expect(hash).not.toBe('')
    },
  )

  test('says that an answer to a query decided, what was paid and what was closed', async () => {
    const database = await freshDatabase(kind)
    const scene = await chargedOrder(kind, { orderNo: 'A-3' }, {}, { database })
    scene.sandbox.paymax.pay(scene.charge.chargeId)
    expect((await scene.payment()).status).toBe('paid')
    const other = await scene.merchant.placed({ orderNo: 'A-4' })
    await scene.payer.post(`api/orders/${other.orderId}/charges`, {})
    await scene.merchant.close('A-4')
    const told = async (orderNo: string) =>
      (await runInspect({ database: database.location }, orderNo)).out
    expect(await told('A-3')).toMatch(/decided: succeeded .* answer to a query .* sha256 \w{64}/)
    expect(await told('A-4')).toMatch(/decided: failed .* answer to a query/)
  })

  test('has nothing of another order in it', async () => {
    const { location, charged } = await oldStore(kind)
    await charged('a')
    await charged('b')
    const { out } = await runInspect({ database: location }, 'N-a')
    expect(out).toContain('c-a')
    expect(out).not.toContain('c-b')
  })

  test('says of an archived one where the rest is', async () => {
    const { location, paid, archived } = await oldStore(kind)
    await paid('a')
    await archived()
    const { exitCode, out } = await runInspect({ database: location }, 'N-a')
    expect(exitCode).toBe(0)
    const year = new Date(later).getUTCFullYear()
    expect(out).toContain(`archived ${year}`)
    expect(out).toContain('in the archive file')
  })

  test('says that there is none', async () => {
    const { location } = await oldStore(kind)
    expect(await runInspect({ database: location }, 'N-a')).toEqual({
      exitCode: 1,
      out: '',
      error: 'There is no order and no payment with the number N-a.',
    })
  })
})

test('the command wants one number', () => {
  expect(readArguments(['A-1'])).toBe('A-1')
  for (const args of [[], ['A-1', 'A-2']]) expect(() => readArguments(args)).toThrow('Give one')
  expect(() => readArguments(['--all'])).toThrow('--all')
})
