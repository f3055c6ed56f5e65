/** Mistakes by which two charges of an order could be paid. */
import { requestCharge } from '../../../server/payments/charges/request-charge'
import { applyWebhook } from '../../../server/payments/events/apply-webhook'
import { changingGateway, changingRepository } from './change'
import type { Planted } from './planted'

const twoAtOnce = [
  'one charge of an order can be paid at a time',
  'no charge is handed out once money of its order was taken',
  'nobody reads «not charged» once Paymax knows of the money',
  'a charge’s end is Paymax’s truth',
  'an order’s end is Paymax’s truth',
]

const closed = { outcome: 'closed' } as const

export const oneLiveChargeFaults: readonly Planted[] = [
  {
    name: 'the close is skipped',
    shownBy: twoAtOnce,
    deps: changingGateway((_real, { met }) => ({
      closeCharge() {
        met()
        return Promise.resolve(closed)
      },
    })),
  },
  {
    name: 'a close that failed is taken for one that worked',
    shownBy: twoAtOnce,
    deps: changingGateway((real, { met }) => ({
      async closeCharge(id) {
        const { outcome } = await real.closeCharge(id)
        if (outcome !== 'closed') met()
        return closed
      },
    })),
  },
  {
    name: 'the query after the close is skipped',
    shownBy: twoAtOnce,
    deps: changingGateway((real, { met }) => {
      let before: Awaited<ReturnType<typeof real.queryCharge>> | null = null
      let closing = false
      return {
        async queryCharge(id) {
          if (closing && before) {
            closing = false
            met()
            return before
          }
          before = await real.queryCharge(id)
          return before
        },
        async closeCharge(id) {
          const outcome = await real.closeCharge(id)
          closing = true
          return outcome.outcome === 'final' ? closed : outcome
        },
      }
    }),
  },
  {
    name: 'a FAILED event is believed',
    shownBy: twoAtOnce,
    rules: (met) => ({
      async applyWebhook(deps, record) {
        const told = await deps.gateways.paymax.readWebhook(record, record.receivedAt)
        const report = told?.charge
        if (report?.status === 'failed') {
          met()
          const end = { failure: report.failure, nextCheckAt: deps.clock.now() + 30_000 }
          await deps.repository.endCharge(report.chargeNumber, 'failed', end)
        }
        await applyWebhook(deps, record)
      },
    }),
  },
  {
    name: 'two requests may both begin a charge',
    shownBy: twoAtOnce,
    deps: changingRepository((real, { met }) => ({
      async beginCharge(charge, previous, nextCheckAt) {
        if ((await real.beginCharge(charge, previous, nextCheckAt)) === 'begun') return 'begun'
        met()
        const found = await real.orderWithLastCharge(charge.orderId)
        const last = found?.order.lastChargeId ?? null
        return real.beginCharge(charge, last, nextCheckAt)
      },
    })),
  },
  {
    name: 'a charge that took too long is handed out all the same',
    shownBy: [...twoAtOnce, 'a charge is committed before it is handed out'],
    deps: changingRepository((real, { met }) => ({
      async chargeCreated(chargeId, created) {
        if (!(await real.chargeCreated(chargeId, created))) met()
        return true
      },
    })),
  },
  {
    name: 'a charge is handed out before it is committed',
    shownBy: ['a charge is committed before it is handed out'],
    deps: changingRepository((real, { deps, met }) => ({
      chargeCreated(chargeId, created) {
        met()
        const later = deps.clock.sleep(500).then(() => real.chargeCreated(chargeId, created))
        later.catch(() => undefined)
        return Promise.resolve(true)
      },
    })),
  },
  {
    name: 'another payer is given the charge that is live',
    shownBy: ['a charge is given to its own payer alone'],
    rules: (met) => ({
      async requestCharge(deps, wish) {
        const found = await deps.repository.orderWithLastCharge(wish.orderId)
        const charge = found?.last
        if (charge?.status !== 'live' || !charge.jsApiParams) return requestCharge(deps, wish)
        if (charge.openid !== wish.openid) met()
        return { charge, jsApiParams: charge.jsApiParams, created: false }
      },
    }),
  },
  {
    name: 'the grace of another payer’s charge is ignored',
    shownBy: ['nobody’s sheet is pulled away while it is young'],
    rules: (met) => ({
      async requestCharge(deps, wish) {
        const found = await deps.repository.orderWithLastCharge(wish.orderId)
        if (found?.last?.status === 'live' && found.last.openid !== wish.openid) met()
        return requestCharge({ ...deps, terms: { ...deps.terms, chargeGrace: 0 } }, wish)
      },
    }),
  },
  {
    name: 'a charge is ended by our clock alone',
    shownBy: [
      'a charge’s end is Paymax’s truth',
      'without webhooks and without a browser the status is right in time',
      ...twoAtOnce,
    ],
    deps: changingRepository((real, { deps, met }) => ({
      async takeDueCharges(now, leaseUntil, limit) {
        const due = await real.takeDueCharges(now, leaseUntil, limit)
        const end = { failure: null, nextCheckAt: null }
        const left = []
        for (const charge of due) {
          const over = charge.status === 'live' && charge.expiresAt <= deps.clock.now()
          if (!over) left.push(charge)
          else {
            met()
            await real.endCharge(charge.chargeId, 'closed', end)
          }
        }
        return left
      },
    })),
  },
]
