/** Mistakes in seeing things through to their end, and in telling of them. */
import { describePayment } from '../../../server/payments/status/describe-payment'
import { changingRepository } from './change'
import type { Planted } from './planted'

const truth = ['a charge’s end is Paymax’s truth', 'an order’s end is Paymax’s truth']
const inTime = 'without webhooks and without a browser the status is right in time'

export const watchingFaults: readonly Planted[] = [
  {
    name: 'a charge whose answer was lost is forgotten',
    shownBy: truth,
    deps: changingRepository((real, { met }) => ({
      async recordSuccess(chargeId, success, unwanted) {
        const charge = await real.chargeById(chargeId)
        if (charge?.status !== 'lost') return real.recordSuccess(chargeId, success, unwanted)
        met()
        return 'again'
      },
    })),
  },
  {
    name: 'a charge that is closed is not watched any more',
    shownBy: truth,
    deps: changingRepository((real, { met }) => ({
      endCharge(chargeId, to, end) {
        if (end.nextCheckAt !== null) met()
        return real.endCharge(chargeId, to, { ...end, nextCheckAt: null })
      },
      async scheduleCheck(chargeId, leaseUntil, nextCheckAt) {
        const charge = await real.chargeById(chargeId)
        const live = charge?.status === 'live' || charge?.status === 'creating'
        if (!live && nextCheckAt !== null) met()
        await real.scheduleCheck(chargeId, leaseUntil, live ? nextCheckAt : null)
      },
    })),
  },
  {
    name: 'a create call whose process died is never ended',
    shownBy: ['every charge ends', 'nothing stays due for ever'],
    deps: changingRepository((real, { met }) => ({
      endCharge(chargeId, to, end) {
        if (to !== 'lost') return real.endCharge(chargeId, to, end)
        met()
        return Promise.resolve(true)
      },
    })),
  },
  {
    name: 'the inbox is not drained',
    shownBy: ['nothing stays due for ever', ...truth],
    deps: changingRepository((_real, { backend, met }) => ({
      takeDueWebhooks(now) {
        const waiting = [...backend.surroundings.world.book.inbox.values()]
        if (waiting.some(({ due }) => due !== null && due <= now)) met()
        return Promise.resolve([])
      },
    })),
  },
  {
    name: 'due charges are not looked at',
    shownBy: ['nothing stays due for ever', 'every charge ends', inTime, ...truth],
    deps: changingRepository((_real, { backend, met }) => ({
      takeDueCharges(now) {
        const watched = [...backend.surroundings.world.book.charges.values()]
        if (watched.some(({ due }) => due !== null && due <= now)) met()
        return Promise.resolve([])
      },
    })),
  },
  {
    name: 'due charges are looked at too rarely',
    shownBy: [inTime],
    deps: changingRepository((real, { deps, met }) => ({
      scheduleCheck: (chargeId, leaseUntil, nextCheckAt) => {
        if (nextCheckAt !== null) met()
        const now = deps.clock.now()
        const late = nextCheckAt && now + 12 * (nextCheckAt - now)
        return real.scheduleCheck(chargeId, leaseUntil, late)
      },
    })),
  },
  {
    name: 'a taken row is never due again where its process died',
    shownBy: ['nothing stays due for ever', 'every charge ends', inTime, ...truth],
    deps: changingRepository((real, { met }) => ({
      async takeDueCharges(now, _until, limit) {
        const taken = await real.takeDueCharges(now, now + 40 * 86_400_000, limit)
        if (taken.length > 0) met()
        return taken
      },
      takeDueRefunds: (now, _until, limit) =>
        real.takeDueRefunds(now, now + 40 * 86_400_000, limit),
    })),
  },
  {
    name: 'an order that merely ran out of time does not take its money',
    shownBy: ['only its merchant closes an order for good'],
    deps: changingRepository((real, { met }) => ({
      async recordSuccess(chargeId, success, unwanted) {
        const charge = await real.chargeById(chargeId)
        const order = charge && (await real.orderById(charge.orderId))
        if (order?.closedBy === 'expiry') {
          met()
          await real.closeOrder(order.orderId, order.lastChargeId)
        }
        return real.recordSuccess(chargeId, success, unwanted)
      },
    })),
  },
  {
    name: 'an order that its merchant closed takes late money',
    shownBy: ['status only moves forward'],
    deps: changingRepository((real, { backend, met }) => ({
      async recordSuccess(chargeId, success, unwanted) {
        const outcome = await real.recordSuccess(chargeId, success, unwanted)
        const { book } = backend.surroundings.world
        const row = book.orders.get(unwanted.late.incident.orderId ?? '')
        if (outcome === 'late' && row) {
          met()
          const paid = { state: 'paid', closedBy: null, paidChargeId: chargeId } as const
          book.setOrder(row, { ...row.record, ...paid })
        }
        return outcome
      },
    })),
  },
  {
    name: 'Paymax counts as asked before it has answered',
    shownBy: ['nobody reads «not charged» once Paymax knows of the money'],
    deps: changingRepository((real, { deps, backend, met }) => ({
      async takeTurn(chargeId, now, until) {
        const taken = await real.takeTurn(chargeId, now, until)
        deps.freshness.note(chargeId, deps.freshness.moment())
        const row = backend.surroundings.world.book.charges.get(chargeId)
        if (taken) met()
        if (row) row.record = { ...row.record, checkedAt: now }
        return taken
      },
    })),
  },
  {
    name: 'whoever paid in vain is not told',
    shownBy: ['whoever paid in vain reads of the refund'],
    rules: (met) => ({
      describePayment(view, own, times) {
        if (own && own.refunds.length > 0) met()
        return describePayment(view, null, times)
      },
    }),
  },
]
