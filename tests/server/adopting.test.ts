/** What a person may take into the books without them, and what is not taken. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { runAdopt } from '../../server/commands/adopt/run-adopt'
import { readConfig } from '../../server/config/config'
import type { Charge } from '../../server/contract/charges'
import type { GatewayCharge } from '../../server/payments/core/gateway-reports'
import type { Repository } from '../../server/payments/core/repository'
import { adoptPayment } from '../../server/restored-backup/adopt-payment'
import { systemClock } from '../../server/runtime/clock'
import { openDatabase } from '../../server/store/engine/database'
import { openCheckout } from './support/checkout'
import { freshDatabase, kinds } from './support/databases'
import { orderRow, withAnOrder } from './support/rows'
import { paid, rulesOver } from './support/told-paymax'

const { orderNo, orderId } = orderRow

/** A payment of the order, of which nothing is in the books; and one that does not say which order. */
const nameless: GatewayCharge = { ...paid, openid: 'payer', appId: 'wx_of_the_charge' }
const unknown: GatewayCharge = { ...nameless, orderNo }

const adopting = (repository: Repository, report: GatewayCharge, refund = false) => {
  const { deps } = rulesOver(repository, { charge: report })
  return adoptPayment({ ...deps, appId: 'wx_here' }, 'paymax', report.gatewayId, refund)
}

describe.each(kinds)('a payment that is in no book, on the %s database', (kind) => {
  test('pays its order, and stands there as what it was', async () => {
    const repository = await withAnOrder(kind)
    expect(await adopting(repository, unknown)).toMatchObject({
      outcome: 'adopted',
      became: 'paid',
    })
    expect(await repository.orderById(orderId)).toMatchObject({
      state: 'paid',
      paidChargeId: unknown.chargeNumber,
    })
    expect(await repository.chargeById(unknown.chargeNumber)).toMatchObject({
      status: 'succeeded',
      gatewayId: unknown.gatewayId,
      amount: orderRow.amount,
      openid: 'payer',
      appId: 'wx_of_the_charge',
      gateway: 'paymax',
      account: 'app',
      livemode: true,
      paidAt: unknown.paidAt,
      transactionNo: '42',
    })
    expect(await adopting(repository, unknown)).toMatchObject({ outcome: 'refused' })
  })

  test.each<[string, Partial<GatewayCharge>, 'no order'?]>([
    ['another account', { app: 'app_of_somebody' }],
    ['reports closed, not paid', { status: 'closed' }],
    ['amount is 1000 fen USD, but order N-1 is for 1000 fen CNY', { currency: 'USD' }],
    ['amount is 999 fen CNY, but order N-1 is for 1000 fen CNY', { amount: 999 }],
    ['amount is null fen CNY, but order N-1 is for 1000 fen CNY', { amount: null }],
    ['does not exist here', { orderNo: 'N-2' }],
    ['names no order', {}, 'no order'],
  ])('is refused, and changes nothing: %s', async (why, otherwise, without) => {
    const repository = await withAnOrder(kind)
    const report = { ...(without ? nameless : unknown), ...otherwise }
    for (const refund of [false, true]) {
      const adopted = await adopting(repository, report, refund)
      expect(adopted).toMatchObject({ outcome: 'refused' })
      expect('why' in adopted && adopted.why).toContain(why)
    }
    expect(await repository.chargeById(unknown.chargeNumber)).toBeNull()
    expect(await repository.orderById(orderId)).toMatchObject({ state: 'open' })
  })

  test('is refused where the archive has it, or its order', async () => {
    const repository = await withAnOrder(kind)
    const archived = { chargeId: unknown.chargeNumber, orderId, status: 'succeeded' } as const
    const why = async (otherwise: Partial<Repository>) => {
      const adopted = await adopting({ ...repository, ...otherwise }, unknown)
      return 'why' in adopted && adopted.why
    }
    expect(await why({ archivedCharge: () => Promise.resolve(archived) })).toBe(
      'it is already recorded.',
    )
    const order = { ...orderRow, archivedAt: orderRow.createdAt + 1 }
    expect(await why({ orderByNo: () => Promise.resolve(order) })).toContain('was archived')
  })

  test('goes back where a person wants it so, and another one still holds the order', async () => {
    const repository = await withAnOrder(kind)
    const second = { ...unknown, chargeNumber: 'c2', gatewayId: 'ch_c2' }
    for (const { chargeNumber, gatewayId } of [unknown, second]) {
      const kindOf = 'unknown_payment' as const
      const key = `${kindOf}:${gatewayId}`
      const incident = { key, orderId, chargeId: chargeNumber, kind: kindOf, at: 1, detail: '' }
      await repository.addIncident(incident)
    }
    const heldBy = async () => (await repository.orderById(orderId))?.unknownPayment ?? null
    expect(await heldBy()).not.toBeNull()
    expect(await adopting(repository, unknown, true)).toMatchObject({ outcome: 'refunding' })
    expect(await heldBy()).toBe('c2')
    expect(await repository.orderById(orderId)).toMatchObject({ state: 'open' })
    expect(await repository.refundsOfOrders([orderId])).toMatchObject([
      { chargeId: unknown.chargeNumber, amount: 1_000, automatic: true, reason: 'unknown_payment' },
    ])
    expect(await adopting(repository, second, true)).toMatchObject({ outcome: 'refunding' })
    expect(await heldBy()).toBeNull()
  })
})

test('with both gateways, the one that knows it is believed', async () => {
  const database = await freshDatabase('embedded')
  const checkout = await openCheckout('embedded', {}, { database, bothGateways: true })
  const { sandbox, merchant, phone, environment } = checkout
  const order = await merchant.placed()
  const payer = phone()
  await payer.signedIn(`checkout?order=${order.orderId}`)
  const { body } = await payer.post<Charge>(`api/orders/${order.orderId}/charges`, {})
  sandbox.paymax.pay(body.chargeId)
  const { db } = openDatabase(database.location)
  await db.deleteFrom('charges').execute()
  await db.updateTable('orders').set({ last_charge_id: null }).execute()
  await db.destroy()
  const gatewayId = sandbox.paymax.chargeByNumber(body.chargeId)?.id ?? ''
  const adopted = await runAdopt(readConfig(environment), { gatewayId, refund: false }, systemClock)
  expect(adopted).toMatchObject({ exitCode: 0, error: '' })
  expect((await merchant.read(order.orderNo)).body.status).toBe('paid')
})

test('what a gateway says cannot steer the terminal that it is printed on', async () => {
  const gateway = createServer((_request, response) => {
    response.writeHead(400, { 'content-type': 'application/json' })
    response.end(
      JSON.stringify({
        failure_code: 'CHARGE_NOT_EXISTED',
        failure_msg: 'none\u001b]0;x\u0007\u009b2J',
      }),
    )
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void gateway.close())
  await once(gateway, 'listening')
  const { port } = gateway.address() as AddressInfo
  const { environment } = await openCheckout('embedded')
  const config = readConfig({ ...environment, PAYMAX_BASE_URL: `http://127.0.0.1:${port}` })
  const { error } = await runAdopt(config, { gatewayId: 'ch_1', refund: false }, systemClock)
  expect(error).toContain('none?]0;x??2J')
  expect(error).not.toMatch(/\p{Cc}/u)
})
