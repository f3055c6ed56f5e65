/** Mistakes in sending money back. */
import { changingGateway, changingRepository, over } from './change'
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
    deps: changingRepository((real, { backend, met }) => ({
      async recordSuccess(chargeId, success, unwanted) {
        const outcome = await real.recordSuccess(chargeId, success, unwanted)
        if (outcome !== 'second') return outcome
        met()
        backend.surroundings.world.book.refunds.delete(unwanted.second.refund.refundId)
        return outcome
      },
    })),
  },
  {
    name: 'the refund is not of the commit that records the money',
    from: 1_000,
    shownBy: back,
    deps: changingRepository((real, { deps, backend, met }) => ({
      async recordSuccess(chargeId, success, unwanted) {
        const outcome = await real.recordSuccess(chargeId, success, unwanted)
        if (outcome !== 'second' && outcome !== 'late') return outcome
        met()
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
    deps: changingRepository((real, { backend, met }) => ({
      async recordSuccess(chargeId, success, unwanted) {
        const outcome = await real.recordSuccess(chargeId, success, unwanted)
        const { incidents } = backend.surroundings.world.book
        if (incidents.delete(unwanted.second.incident.key)) met()
        return outcome
      },
    })),
  },
  {
    name: 'the first success is sent back, and not the second',
    shownBy: ['only money that its order does not take goes back by itself', ...back],
    deps: changingRepository((real, { met }) => ({
      async recordSuccess(chargeId, success, unwanted) {
        const charge = await real.chargeById(chargeId)
        const order = charge && (await real.orderById(charge.orderId))
        const first = order?.paidChargeId ?? chargeId
        const { incident, refund } = unwanted.second
        const second = { incident, refund: { ...refund, chargeId: first } }
        const outcome = await real.recordSuccess(chargeId, success, { ...unwanted, second })
        if (outcome === 'second') met()
        return outcome
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
    deps: (deps, _backend, met) => ({
      ...deps,
      repository: over(deps.repository, {
        async takeDueRefunds(...given: Parameters<typeof deps.repository.takeDueRefunds>) {
          const due = await deps.repository.takeDueRefunds(...given)
          for (const refund of due) {
            const charge = await deps.repository.chargeById(refund.chargeId)
            if (refund.status !== 'wanted' || !charge?.gatewayId) continue
            const { refundId, amount } = refund
            const sentAt = deps.clock.now()
            await deps.repository.refundSending(refundId, {
              amount,
              unlistedBefore: 0,
              sentAt,
              nextTryAt: sentAt + 15_000,
            })
            const { gatewayId } = charge
            met()
            await deps.gateways.paymax.createRefund({
              gatewayId,
              refundId,
              sentAt,
              amount,
              total: charge.amount,
              reason: '',
            })
          }
          return []
        },
      }),
    }),
  },
  {
    name: 'a refund whose answer was lost is sent again at once',
    shownBy: [...once, 'what went back is what the repository says'],
    deps: changingGateway((real, { met }) => ({
      async createRefund(refund) {
        const first = await real.createRefund(refund)
        if (first.outcome !== 'lost') return first
        met()
        return real.createRefund(refund)
      },
    })),
  },
  {
    name: 'a refund that is not found at the first look is sent again',
    from: 6_000,
    shownBy: once,
    deps: changingRepository((real, { deps, met }) => ({
      async refundNotFound(refundId, sentAt) {
        met()
        const nextTryAt = deps.clock.now()
        await real.refundNotSent(refundId, sentAt, { because: 'not_found', nextTryAt })
      },
    })),
  },
  {
    name: 'what the gateway lists is not looked at',
    shownBy: [...once, 'what went back is what the repository says', 'every refund ends'],
    deps: changingGateway((real, { met }) => ({
      async queryCharge(id) {
        const told = await real.queryCharge(id)
        if (told.outcome !== 'answered') return told
        if (told.charge.refunds.length > 0) met()
        return { ...told, charge: { ...told.charge, refunds: [], amountRefunded: 0 } }
      },
    })),
  },
  {
    name: 'an automatic refund that failed is not tried again',
    shownBy: back,
    deps: changingRepository((real, { met }) => ({
      refundFailed(refundId, failure, then) {
        if (then.next) met()
        return real.refundFailed(refundId, failure, { ...then, next: null })
      },
    })),
  },
  {
    name: 'a refund is taken for done once it is accepted',
    shownBy: [
      'a refund succeeds only where money went back',
      'what went back is what the repository says',
      ...once,
      ...back,
    ],
    deps: changingGateway((real, { met }) => ({
      async createRefund(refund) {
        const told = await real.createRefund(refund)
        if (told.outcome !== 'answered' || told.refund.status === 'succeeded') return told
        met()
        return { ...told, refund: { ...told.refund, status: 'succeeded' } }
      },
    })),
  },
  {
    name: 'all of a payment is sent back where a part was asked for',
    shownBy: ['a refund is committed before it is sent', ...back],
    deps: changingGateway((real, { met }) => ({
      createRefund(refund) {
        if (refund.amount !== 3_880) met()
        return real.createRefund({ ...refund, amount: 3_880 })
      },
    })),
  },
]
