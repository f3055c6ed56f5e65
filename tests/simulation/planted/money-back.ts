/** Mistakes in sending money back. */
import { changingGateway, changingLedger, over } from './change'
import type { Planted } from './planted'

const once = [
  'a refund is made once',
  'an acknowledged refund is made once, or its failure is told',
]
const back = [
  'money that an order does not take goes back',
  'whoever paid in vain reads of the refund',
  'every refund ends',
]

export const moneyBackFaults: readonly Planted[] = [
  {
    name: 'a second success is not sent back',
    shownBy: back,
    deps: changingLedger((real, _deps, backend) => ({
      async recordSuccess(chargeId, success, unwanted) {
        const outcome = await real.recordSuccess(chargeId, success, unwanted)
        const { refund } = unwanted.second
        if (outcome === 'second') backend.surroundings.world.book.refunds.delete(refund.refundId)
        return outcome
      },
    })),
  },
  {
    name: 'the refund is not of the commit that records the money',
    shownBy: back,
    deps: changingLedger((real, deps, backend) => ({
      async recordSuccess(chargeId, success, unwanted) {
        const outcome = await real.recordSuccess(chargeId, success, unwanted)
        if (outcome !== 'second' && outcome !== 'late') return outcome
        const { book } = backend.surroundings.world
        const { refundId } = unwanted[outcome].refund
        const row = book.refunds.get(refundId)
        book.refunds.delete(refundId)
        await deps.clock.sleep(20_000)
        if (row) book.addRefund(row.record)
        return outcome
      },
    })),
  },
  {
    name: 'the merchant is not told of a second success',
    shownBy: ['the merchant reads of money that an order does not take'],
    deps: changingLedger((real, _deps, backend) => ({
      async recordSuccess(chargeId, success, unwanted) {
        const outcome = await real.recordSuccess(chargeId, success, unwanted)
        backend.surroundings.world.book.incidents.delete(unwanted.second.incident.key)
        return outcome
      },
    })),
  },
  {
    name: 'the first success is sent back, and not the second',
    shownBy: ['only money that its order does not take goes back by itself', ...back],
    deps: changingLedger((real) => ({
      async recordSuccess(chargeId, success, unwanted) {
        const charge = await real.chargeById(chargeId)
        const order = charge && (await real.orderById(charge.orderId))
        const first = order?.paidChargeId ?? chargeId
        const { incident, refund } = unwanted.second
        const second = { incident, refund: { ...refund, chargeId: first } }
        return real.recordSuccess(chargeId, success, { ...unwanted, second })
      },
    })),
  },
  {
    name: 'a refund is sent without a look',
    shownBy: [
      'a refund is sent only after a query has said that there is money',
      'nothing stays due for ever',
      ...once,
    ],
    deps: (deps) => ({
      ...deps,
      ledger: over(deps.ledger, {
        async takeDueRefunds(...given: Parameters<typeof deps.ledger.takeDueRefunds>) {
          const due = await deps.ledger.takeDueRefunds(...given)
          for (const refund of due) {
            const charge = await deps.ledger.chargeById(refund.chargeId)
            if (refund.status !== 'wanted' || !charge?.gatewayId) continue
            const { refundId, amount } = refund
            const sentAt = deps.clock.now()
            await deps.ledger.refundSending(refundId, {
              amount,
              unlistedBefore: 0,
              sentAt,
              nextTryAt: sentAt + 15_000,
            })
            const { gatewayId } = charge
            await deps.gateway.createRefund({ gatewayId, refundId, sentAt, amount, reason: '' })
          }
          return []
        },
      }),
    }),
  },
  {
    name: 'a refund whose answer was lost is sent again at once',
    shownBy: once,
    deps: changingGateway((real) => ({
      async createRefund(refund) {
        const first = await real.createRefund(refund)
        return first.outcome === 'lost' ? real.createRefund(refund) : first
      },
    })),
  },
  {
    name: 'a refund that is not found at the first look is sent again',
    shownBy: once,
    deps: changingLedger((real, deps) => ({
      async refundNotFound(refundId, sentAt) {
        const nextTryAt = deps.clock.now()
        await real.refundNotSent(refundId, sentAt, { because: 'not_found', nextTryAt })
      },
    })),
  },
  {
    name: 'what the gateway lists is not looked at',
    shownBy: [...once, 'what went back is what the ledger says', 'every refund ends'],
    deps: changingGateway((real) => ({
      async queryCharge(id) {
        const told = await real.queryCharge(id)
        if (told.outcome !== 'answered') return told
        return { ...told, charge: { ...told.charge, refunds: [], amountRefunded: 0 } }
      },
    })),
  },
  {
    name: 'an automatic refund that failed is not tried again',
    shownBy: back,
    deps: changingLedger((real) => ({
      refundFailed: (refundId, failure, then) =>
        real.refundFailed(refundId, failure, { ...then, next: null }),
    })),
  },
  {
    name: 'a refund is taken for done once it is accepted',
    shownBy: [
      'a refund succeeds only where money went back',
      'what went back is what the ledger says',
      ...once,
      ...back,
    ],
    deps: changingGateway((real) => ({
      async createRefund(refund) {
        const told = await real.createRefund(refund)
        if (told.outcome !== 'answered') return told
        return { ...told, refund: { ...told.refund, status: 'succeeded' } }
      },
    })),
  },
  {
    name: 'all of a payment is sent back where a part was asked for',
    shownBy: ['a refund is committed before it is sent', ...back],
    deps: changingGateway((real) => ({
      createRefund: (refund) => real.createRefund({ ...refund, amount: 3_880 }),
    })),
  },
]
