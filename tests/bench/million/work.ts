/** What is measured on a shop. */
import { describeForMerchant } from '../../../server/payments/orders/describe-order'
import { newOrderId } from '../../../server/payments/core/ids'
import { placeOrder } from '../../../server/payments/orders/place-order'
import { processDue } from '../../../server/payments/worker/process-due'
import { countRows } from '../../../server/store/counts'
import { beginLiveCharge, payOnce } from './payment'
import type { Shop } from './shop'

export interface Work {
  /** How many pieces make a run, whose figure is the middle one: a machine's hiccup is nobody's figure. */
  readonly times: number
  /** Before each piece, and not part of it. */
  readonly prepare?: (shop: Shop) => Promise<void>
  readonly once: (shop: Shop) => Promise<unknown>
}

export const payment: Work = { times: 100, once: payOnce }

export const idleRound: Work = { times: 200, once: ({ deps }) => processDue(deps) }

/** Each charge is asked about, and due again later. */
export const busyRound: Work = {
  times: 4,
  async prepare(shop) {
    for (let n = 0; n < 50; n += 1) {
      const orderNo = `S-${newOrderId(shop.deps.random)}`
      const wish = { orderNo, amount: 100, subject: '茶', body: '一杯' }
      const { order } = await placeOrder(shop.deps, wish)
      await beginLiveCharge(shop, order, 'payer', Date.now())
    }
  },
  once: ({ deps }) => processDue(deps),
}

export const firstPage: Work = {
  times: 20,
  async once({ deps: { repository } }) {
    const all = { status: null, numberPrefix: null, createdAfter: null }
    const filter = { ...all, paidAfter: null, paidBefore: null, before: null, limit: 21 }
    const orders = await repository.listOrders(filter)
    const orderIds = orders.map(({ orderId }) => orderId)
    await describeForMerchant(repository, orderIds, {
      merchantName: '会员中心',
      now: Date.now(),
      pictureOf: () => null,
      checkoutUrl: (orderId) => orderId,
    })
  },
}

export const counts: Work = { times: 3, once: ({ database }) => countRows(database.db, Date.now()) }
