import { describe, expect, test } from 'vitest'
import type { Charge } from '../../../server/contract/charges'
import { beijingDayOf } from '../../../server/payments/core/beijing-day'
import { openCheckout, type Checkout } from '../support/checkout'
import { reconcileInAnotherProcess } from '../support/reconcile-process'

const hour = 3_600_000
const day = beijingDayOf(Date.now() - 72 * hour)

type Gateway = 'paymax' | 'wechatpay'

async function paidAt(checkout: Checkout, gateway: Gateway, amount: number): Promise<string> {
  const { sandbox, merchant } = checkout
  const order = await merchant.placed({ amount })
  const payer = checkout.phone()
  await payer.signedIn(`checkout?order=${order.orderId}`)
  const { body } = await payer.post<Charge>(`api/orders/${order.orderId}/charges`, {})
  sandbox[gateway].pay(body.chargeId)
  await sandbox.wechatpay.flushNotices()
  await sandbox.paymax.flushWebhooks()
  const status = async () => (await merchant.read(order.orderNo)).body.status
  await expect.poll(status, { timeout: 20_000 }).toBe('paid')
  return order.orderNo
}

async function refunded({ sandbox, merchant }: Checkout, orderNo: string, amount: number) {
  await merchant.refund(orderNo, { amount })
  await expect
    .poll(
      async () => {
        sandbox.wechatpay.finishRefunds()
        await sandbox.wechatpay.flushNotices()
        return (await merchant.read(orderNo)).body.refunds[0]?.status
      },
      { timeout: 20_000 },
    )
    .toBe('succeeded')
}

/** At noon of the day, and then as long after as it is. */
async function dayGoneBy(happens: (checkout: Checkout) => Promise<void>) {
  const checkout = await openCheckout('embedded', { GATEWAY: 'wechatpay' })
  const back = Date.now() - (day.start + 12 * hour)
  checkout.advance(-back)
  await happens(checkout)
  checkout.advance(back)
  const reconcile = async (...args: string[]) => {
    const said = await reconcileInAnotherProcess(
      checkout.environment,
      ...['--date', day.name, '--json', ...args],
    )
    return { ...said, reports: said.out === '' ? [] : (JSON.parse(said.out) as unknown[]) }
  }
  return { ...checkout, reconcile }
}

describe('a day compared with WeChat Pay’s trade bill', { timeout: 90_000 }, () => {
  test('agrees where both sides have its payments and refunds, matched by our own numbers', async () => {
    const { reconcile } = await dayGoneBy(async (checkout) => {
      const orderNo = await paidAt(checkout, 'wechatpay', 3_880)
      await refunded(checkout, orderNo, 880)
    })
    const { exitCode, reports } = await reconcile()
    const moved = { payments: 1, paid: 3_880, refunds: 1, refunded: 880 }
    expect(reports).toMatchObject([
      { gateway: 'wechatpay', differences: [], here: moved, there: moved },
      { gateway: 'paymax', differences: [], here: { payments: 0 } },
    ])
    expect(exitCode).toBe(0)
  })

  test('compares the amount before a coupon', async () => {
    const { reconcile } = await dayGoneBy(async (checkout) => {
      checkout.sandbox.faults.set({ wxpay_coupon: 100 })
      await paidAt(checkout, 'wechatpay', 3_880)
    })
    const { exitCode, reports } = await reconcile()
    expect(reports).toMatchObject([{ there: { paid: 3_880 } }, {}])
    expect(exitCode).toBe(0)
  })

  test('names a payment that we do not know, and ends with 1', async () => {
    const { reconcile } = await dayGoneBy(async (checkout) => {
      const orderNo = await paidAt(checkout, 'wechatpay', 3_880)
      const { body } = await checkout.merchant.read(orderNo)
      const [charge] = body.charges
      checkout.sandbox.wechatpay.refundByHand(charge?.chargeId ?? '', 500)
      checkout.sandbox.wechatpay.finishRefunds()
    })
    const { exitCode, reports } = await reconcile()
    expect(reports).toMatchObject([
      { gateway: 'wechatpay', differences: [{ kind: 'missing_here', what: 'refund' }] },
      {},
    ])
    expect(exitCode).toBe(1)
  })

  test('tells a day on which nothing moved from a bill that is not made yet', async () => {
    const { reconcile, environment } = await dayGoneBy(async () => {})
    expect(await reconcile()).toMatchObject({ exitCode: 0, error: '' })
    const today = beijingDayOf(Date.now())
    const yesterday = beijingDayOf(today.start - 1).name
    const { exitCode, error } = await reconcileInAnotherProcess(
      environment,
      ...['--date', yesterday],
    )
    // Bills are made by ten in the morning in Beijing: before that, nothing can be said of yesterday.
    const made = Date.now() >= today.start + 10 * hour
    expect({ exitCode, says: error.includes('not_yet') }).toEqual(
      made ? { exitCode: 0, says: false } : { exitCode: 2, says: true },
    )
  })
})
