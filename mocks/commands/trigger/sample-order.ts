import { randomBytes } from 'node:crypto'
import type { MerchantOrder } from '../../../server/contract/merchant-orders'
import type { NotificationBody, NotificationType } from '../../../server/contract/notifications'

/** How one kind of event differs from another, in an otherwise equal order. */
interface Story {
  readonly status: MerchantOrder['status']
  /** How many notifications its shop got, this one included. */
  readonly sequence: number
  readonly refund: 'none' | 'half' | 'all' | 'failed'
  readonly incident: MerchantOrder['incidents'][number]['kind'] | null
}

const stories: Readonly<Record<NotificationType, Story>> = {
  'order.paid': { status: 'paid', sequence: 1, refund: 'none', incident: null },
  'order.closed': { status: 'closed', sequence: 1, refund: 'none', incident: null },
  'refund.succeeded': { status: 'paid', sequence: 2, refund: 'half', incident: null },
  'order.refunded': { status: 'refunded', sequence: 3, refund: 'all', incident: null },
  'refund.failed': { status: 'paid', sequence: 2, refund: 'failed', incident: 'refund_failed' },
  'order.incident': { status: 'paid', sequence: 2, refund: 'none', incident: 'mismatch' },
}

const amount = 12_900
const minute = 60_000
const day = 24 * 60 * minute

/** A made-up order as its notification would show it. */
export function madeUpEvent(type: NotificationType, now: number): NotificationBody {
  const story = stories[type]
  const data = orderOf(story, now)
  const refund = type.startsWith('refund.') ? data.refunds[0] : undefined
  return {
    type,
    timestamp: data.now,
    sequence: story.sequence,
    ...(refund && { refundId: refund.refundId }),
    data,
  }
}

function orderOf({ status, refund, incident }: Story, now: number): MerchantOrder {
  const iso = (time: number) => new Date(time).toISOString()
  const chargeId = randomBytes(16).toString('hex')
  const isPaid = status !== 'closed'
  const paidAt = isPaid ? iso(now - 2 * minute) : null
  const orderId = randomBytes(16).toString('base64url')
  const gone = { none: 0, half: amount / 2, all: amount, failed: 0 }[refund]
  return {
    orderId,
    orderNo: `TRIGGER-${now}`,
    status,
    amount,
    amountRefunded: gone,
    currency: 'CNY',
    subject: '山茶会员年卡',
    body: '全年手冲第二杯半价',
    merchantName: '山茶咖啡',
    expiresAt: iso(isPaid ? now + day : now),
    paidAt,
    returnUrl: null,
    autoPay: false,
    picture: null,
    now: iso(now),
    metadata: {},
    notifyUrl: null,
    createdAt: iso(now - 5 * minute),
    checkoutUrl: `https://pay.example.com/pay/checkout?order=${orderId}`,
    charges: [
      {
        chargeId,
        status: isPaid ? 'succeeded' : 'closed',
        amount,
        openid: 'oUpF8…Wy3s',
        createdAt: iso(now - 3 * minute),
        expiresAt: iso(isPaid ? now + 27 * minute : now),
        paidAt,
        failure: null,
      },
    ],
    refunds: refund === 'none' ? [] : [refundOf(refund, chargeId, gone, iso(now))],
    incidents:
      incident === null
        ? []
        : [{ kind: incident, at: iso(now), chargeId, detail: 'made up by npm run trigger' }],
  }
}

function refundOf(
  how: 'half' | 'all' | 'failed',
  chargeId: string,
  gone: number,
  at: string,
): MerchantOrder['refunds'][number] {
  return {
    refundId: `rf_${randomBytes(12).toString('hex')}`,
    chargeId,
    amount: how === 'failed' ? amount : gone,
    status: how === 'failed' ? 'failed' : 'succeeded',
    reason: 'made up by npm run trigger',
    automatic: false,
    createdAt: at,
    succeededAt: how === 'failed' ? null : at,
    failure:
      how === 'failed'
        ? { code: 'refund_failed', gatewayCode: 'REFUND_FAILED', message: 'made up' }
        : null,
  }
}
