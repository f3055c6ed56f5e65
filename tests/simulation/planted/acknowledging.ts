/** Mistakes in acknowledging what is not kept, and in keeping what is not acknowledged. */
import { placeOrder } from '../../../server/payments/orders/place-order'
import { requestRefund } from '../../../server/payments/refunds/request-refund'
import { changingRepository, over } from './change'
import type { Planted } from './planted'

const kept = 'what was acknowledged is kept'

export const acknowledgingFaults: readonly Planted[] = [
  {
    name: 'an event is acknowledged before it is stored',
    shownBy: [kept],
    deps: changingRepository((real, { deps, met }) => ({
      keepWebhook(notification, nextTryAt) {
        met()
        const later = deps.clock.sleep(300)
        later.then(() => real.keepWebhook(notification, nextTryAt)).catch(() => undefined)
        return Promise.resolve()
      },
    })),
  },
  {
    name: 'a refund is acknowledged before it is stored',
    shownBy: [kept],
    deps: changingRepository((real, { deps, met }) => ({
      beginRefund(...asked) {
        met()
        const later = deps.clock.sleep(300)
        later.then(() => real.beginRefund(...asked)).catch(() => undefined)
        return Promise.resolve('begun')
      },
    })),
  },
  {
    name: 'an order is acknowledged before it is stored',
    shownBy: [kept],
    rules: (met) => ({
      async placeOrder(deps, wish) {
        met()
        const insertOrder = () => Promise.resolve(true)
        const orderByNo = () => Promise.resolve(null)
        const placed = await placeOrder(
          { ...deps, repository: over(deps.repository, { insertOrder, orderByNo }) },
          wish,
        )
        const later = deps.clock.sleep(300)
        later.then(() => deps.repository.insertOrder(placed.order)).catch(() => undefined)
        return placed
      },
    }),
  },
  {
    name: 'a close is acknowledged that could not be done',
    shownBy: [kept],
    deps: changingRepository((real) => ({
      async closeOrder(orderId, lastChargeId) {
        await real.closeOrder(orderId, lastChargeId)
        return true
      },
    })),
    rules: (met) => ({
      closeOrder() {
        met()
        return Promise.resolve()
      },
    }),
  },
  {
    name: 'a key is not looked up',
    shownBy: ['a key stands for one refund', kept],
    rules(met) {
      const used = new Set<string>()
      return {
        requestRefund(deps, orderNo, wish, key) {
          if (used.has(key)) met()
          used.add(key)
          return requestRefund(deps, orderNo, wish, `${key}:${deps.random(4).toString('hex')}`)
        },
      }
    },
  },
  {
    name: 'a key is taken for another request',
    shownBy: ['a key stands for one request'],
    rules: (met) => ({
      async requestRefund(deps, orderNo, wish, key) {
        const known = await deps.repository.idempotencyClaim('merchant', key)
        const refund = known && (await deps.repository.refundById(known.standsFor))
        if (refund) met()
        return refund ?? requestRefund(deps, orderNo, wish, key)
      },
    }),
  },
]
