/** Mistakes that only the second gateway gives occasion for. */
import type { Gateway } from '../../../server/payments/core/gateway'
import type { GatewayCharge } from '../../../server/payments/core/gateway-reports'
import { changingWechatPay, over } from './change'
import type { Planted } from './planted'

const gateways = 'wechatpay' as const
const twoAtOnce = [
  'another charge is made only after the one before is closed',
  'one charge of an order can be paid at a time',
  'no charge is handed out once money of its order was taken',
]
const untruth = [
  'an order is paid only by money that the gateway took for it',
  'a charge succeeds only with money that the gateway took for it',
  'nobody reads of a success that did not happen',
  'a word that contradicts what we hold is kept',
]
const wrongMoney = [
  'a refund is made once',
  'a refund is committed before it is sent',
  'a refund succeeds only where money went back',
  'no more is counted as gone back than went back',
  'what went back is what the repository says',
  'an acknowledged refund is made once, or its failure is told',
  'money that an order does not take goes back',
  'an order is refunded when all of it has gone back',
]
const late = ['without webhooks and without a browser the status is right in time']

/** Says of what it tells what it should not. */
function reading(
  name: string,
  shownBy: readonly string[],
  change: (charge: GatewayCharge) => GatewayCharge | null,
): Planted {
  return {
    name,
    gateways,
    shownBy,
    deps: changingWechatPay((real, { met }) => ({
      async queryCharge(number) {
        const answer = await real.queryCharge(number)
        if (answer.outcome !== 'answered') return answer
        const charge = change(answer.charge)
        if (!charge) return answer
        met()
        return { outcome: 'answered', charge }
      },
    })),
  }
}

/** A webhook is taken though it is of something else. */
function notComparing(field: string, compared: 'amount' | 'app' | 'appId'): Planted {
  return {
    name: `WeChat Pay: the ${field} of a webhook is not compared`,
    gateways,
    shownBy: untruth,
    deps: changingWechatPay((real, { deps, met }) => ({
      async readWebhook(...given) {
        const told = await real.readWebhook(...given)
        if (!told?.charge) return told
        const ours = await deps.repository.chargeById(told.charge.chargeNumber)
        if (!ours) return told
        const right = { amount: ours.amount, app: ours.account ?? '', appId: ours.appId ?? '' }
        if (told.charge[compared] !== right[compared]) met()
        return { ...told, charge: { ...told.charge, [compared]: right[compared] } }
      },
    })),
  }
}

/** The gateway as if its nature were another one. */
function withNature(nature: Partial<Gateway['capabilities']>): NonNullable<Planted['deps']> {
  return (deps, _backend, met) => {
    met()
    const { wechatpay } = deps.gateways
    const changed = over(wechatpay, { capabilities: { ...wechatpay.capabilities, ...nature } })
    return { ...deps, gateways: { ...deps.gateways, wechatpay: changed } }
  }
}

export const wechatpayFaults: readonly Planted[] = [
  {
    name: 'a bare 204 frees the way for another charge',
    gateways,
    shownBy: twoAtOnce,
    deps: changingWechatPay((real, { met }) => {
      const closed = new Set<string>()
      return {
        async closeCharge(number) {
          const answer = await real.closeCharge(number)
          if (answer.outcome === 'closed') closed.add(number)
          return answer
        },
        async queryCharge(number) {
          const answer = await real.queryCharge(number)
          if (answer.outcome !== 'answered' || answer.charge.status !== 'processing') return answer
          if (!closed.has(number)) return answer
          met()
          return { outcome: 'answered', charge: { ...answer.charge, status: 'closed' } }
        },
      }
    }),
  },
  {
    name: 'a create whose answer was lost is given up, and another one made beside it',
    gateways,
    shownBy: twoAtOnce,
    deps: withNature({ createRepeatable: false }),
  },
  reading('NOTPAY is read as ended', twoAtOnce, (charge) =>
    charge.status === 'processing' ? { ...charge, status: 'closed' } : null,
  ),
  reading('REFUND is read as not paid', late, (charge) =>
    charge.status === 'succeeded' ? { ...charge, status: 'processing' } : null,
  ),
  reading('CLOSED is read as paid', untruth, (charge) =>
    charge.status === 'closed'
      ? { ...charge, status: 'succeeded', transactionNo: '42', paidAt: 1 }
      : null,
  ),
  notComparing('amount', 'amount'),
  notComparing('merchant number', 'app'),
  notComparing('official account', 'appId'),
  {
    name: 'WeChat Pay: the signature of a webhook is not looked at',
    gateways,
    shownBy: [...untruth, 'an unsigned event is turned away'],
    deps: changingWechatPay((real, { met }) => ({
      readWebhook({ rawBody, headers }, receivedAt) {
        if (headers['sign'] !== 'good') met()
        return real.readWebhook({ rawBody, headers: { sign: 'good' } }, receivedAt)
      },
    })),
  },
  {
    name: 'a refund whose answer was lost is sent again under another id',
    gateways,
    shownBy: wrongMoney,
    deps: changingWechatPay((real, { met }) => {
      const lost = new Set<string>()
      return {
        async createRefund(refund) {
          const again = lost.has(refund.refundId)
          if (again) met()
          const answer = await real.createRefund(
            again ? { ...refund, refundId: `${refund.refundId}x` } : refund,
          )
          if (answer.outcome === 'lost') lost.add(refund.refundId)
          return answer
        },
      }
    }),
  },
  {
    name: 'a refund is sent before a query has said that there is money',
    gateways,
    shownBy: ['a refund is sent only after a query has said that there is money'],
    deps: changingWechatPay((real, { deps, met }) => ({
      async queryCharge(number) {
        const ours = await deps.repository.chargeById(number)
        if (ours?.status !== 'succeeded') return real.queryCharge(number)
        met()
        const { amount, account, appId, paidAt, transactionNo } = ours
        return {
          outcome: 'answered',
          charge: {
            gatewayId: number,
            chargeNumber: number,
            app: account ?? '',
            ...(appId !== null && { appId }),
            amount,
            currency: 'CNY',
            livemode: true,
            status: 'succeeded',
            paidAt,
            transactionNo,
            amountRefunded: 0,
            refunds: [],
            refundsReadable: false,
            failure: null,
          },
        }
      },
    })),
  },
  {
    name: 'PROCESSING is believed to have gone back',
    gateways,
    shownBy: wrongMoney,
    deps: changingWechatPay((real, { met }) => {
      const done = async (call: Promise<Awaited<ReturnType<Gateway['queryRefund']>>>) => {
        const answer = await call
        if (answer.outcome !== 'answered' || answer.refund.status !== 'processing') return answer
        met()
        return { ...answer, refund: { ...answer.refund, status: 'succeeded' as const } }
      }
      return {
        createRefund: (refund) => done(real.createRefund(refund)),
        queryRefund: (...asked) => done(real.queryRefund(...asked)),
      }
    }),
  },
  {
    name: 'a charge is asked about where new ones are made',
    gateways: 'both',
    shownBy: [
      ...late,
      ...twoAtOnce,
      'nothing stays due for ever',
      'every charge ends',
      'a charge’s end is Paymax’s truth',
      'the merchant reads of a charge that is denied',
      'only what is denied ends as denied',
      'a charge that is denied ends only once nobody can pay it',
    ],
    deps: (deps, _backend, met) => {
      met()
      const here = deps.gateways[deps.terms.gateway]
      return { ...deps, gateways: { paymax: here, wechatpay: here } }
    },
  },
  {
    name: 'money goes back where new charges are made',
    gateways: 'both',
    shownBy: [...wrongMoney, 'every refund ends', 'nothing stays due for ever'],
    deps: (deps, _backend, met) => {
      const { gateways: all, terms } = deps
      const here = all[terms.gateway]
      const misled = (real: Gateway): Gateway =>
        over(real, {
          createRefund(refund) {
            if (real !== here) met()
            return here.createRefund(refund)
          },
        })
      return {
        ...deps,
        gateways: { paymax: misled(all.paymax), wechatpay: misled(all.wechatpay) },
      }
    },
  },
]
