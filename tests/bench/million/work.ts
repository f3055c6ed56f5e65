/** The pieces of work that are measured on a shop, each in ms of one of its kind. */
import { describeForMerchant } from '../../../server/payments/describe-order'
import { newOrderId } from '../../../server/payments/names'
import { placeOrder } from '../../../server/payments/merchant-order'
import { reconcile } from '../../../server/payments/reconcile'
import { countRows } from '../../../server/store/counts'
import { median } from '../report/figure'
import { beginLiveCharge, payOnce } from './payment'
import type { Shop } from './shop'

/** The middle one of `times`: a machine's hiccup is nobody's figure. */
async function middle(times: number, work: () => Promise<unknown>): Promise<number> {
  const taken: number[] = []
  for (let n = 0; n < times; n += 1) {
    const began = performance.now()
    await work()
    taken.push(performance.now() - began)
  }
  return median(taken)
}

export function payments(shop: Shop): Promise<number> {
  return middle(40, () => payOnce(shop))
}

export function reconcilerIdle({ deps }: Shop): Promise<number> {
  return middle(200, () => reconcile(deps))
}

/** Each is asked about, and due again later. */
export async function reconcilerWithWork(shop: Shop): Promise<number> {
  const { deps } = shop
  for (let n = 0; n < 50; n += 1) {
    const wish = { orderNo: newOrderId(deps.random), amount: 100, subject: '茶', body: '一杯' }
    const { order } = await placeOrder(deps, wish)
    await beginLiveCharge(shop, order, 'payer', Date.now())
  }
  return middle(1, () => reconcile(deps))
}

export async function firstPage({ deps }: Shop): Promise<number> {
  const filter = { status: null, createdAfter: null, before: null, limit: 21 }
  const teller = {
    merchantName: '会员中心',
    now: Date.now(),
    pictureOf: () => null,
    checkoutUrl: (orderId: string) => orderId,
  }
  return middle(20, async () => {
    const orders = await deps.ledger.listOrders(filter)
    await describeForMerchant(
      deps.ledger,
      orders.map(({ orderId }) => orderId),
      teller,
    )
  })
}

export function countedOnce({ database }: Shop): Promise<number> {
  return middle(3, () => countRows(database.db, Date.now()))
}
