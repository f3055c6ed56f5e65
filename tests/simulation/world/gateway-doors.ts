/** The gateways as one request of a backend process reaches them. */
import { paymaxCapabilities } from '../../../server/gateways/paymax/capabilities'
import { wechatpayCapabilities } from '../../../server/gateways/wechatpay/capabilities'
import type { Gateway } from '../../../server/payments/core/gateway'
import { appKey } from '../gateway/report'
import { mchId } from '../gateway/wechatpay-report'
import type { Backend } from './backend'
import type { Stream } from './faults'

const asking = 5_000
const making = 10_000

/** Paymax as one request sees it. */
export function paymaxDoor(backend: Backend, stream: Stream): Gateway {
  const { paymax, events } = backend.surroundings
  return {
    capabilities: paymaxCapabilities,
    account: appKey,
    createRequest: () => null,
    bridgeParameters: (kept) => Promise.resolve(kept),
    createCharge(charge) {
      const place = { id: stream.id, n: stream.n }
      const call = { kind: 'create', about: charge.chargeNumber, deadline: making } as const
      return backend.call(stream, call, () => paymax.create(charge, place))
    },
    queryCharge(id) {
      const call = { kind: 'query', about: id, deadline: asking } as const
      return backend.call(stream, call, () => paymax.query(id))
    },
    closeCharge(id) {
      const call = { kind: 'close', about: id, deadline: asking } as const
      return backend.call(stream, call, () => paymax.close(id, stream.openid))
    },
    createRefund(refund) {
      const call = { kind: 'refund', about: refund.refundId, deadline: making } as const
      return backend.call(stream, call, () => paymax.refund(refund))
    },
    queryRefund(charge, refund) {
      const call = { kind: 'query refund', about: charge, deadline: asking } as const
      return backend.call(stream, call, () => paymax.queryRefund(charge, refund))
    },
    webhookHeaders: ['sign'],
    webhookAnswer: { status: 200, body: 'success' },
    readWebhook: ({ rawBody, headers }) => Promise.resolve(events.read(rawBody, headers['sign'])),
  }
}

/** As long as the adapter waits: three sends of a create end within the time that one may take. */
const patience = 4_000

/** WeChat Pay as one request sees it. */
export function wechatpayDoor(backend: Backend, stream: Stream): Gateway {
  const { wechatpay, events } = backend.surroundings
  return {
    capabilities: wechatpayCapabilities,
    account: mchId,
    createRequest: (charge) => JSON.stringify(charge),
    bridgeParameters: (kept) => Promise.resolve(kept),
    createCharge(charge, request) {
      const place = { id: stream.id, n: stream.n }
      const call = { kind: 'create', about: charge.chargeNumber, deadline: patience } as const
      return backend.call(stream, call, () => wechatpay.create(charge, request ?? '', place))
    },
    queryCharge(number) {
      const call = { kind: 'query', about: number, deadline: patience } as const
      return backend.call(stream, call, () => wechatpay.query(number))
    },
    closeCharge(number) {
      const call = { kind: 'close', about: number, deadline: patience } as const
      return backend.call(stream, call, () => wechatpay.close(number, stream.openid))
    },
    createRefund(refund) {
      const call = { kind: 'refund', about: refund.refundId, deadline: patience } as const
      return backend.call(stream, call, () => wechatpay.refund(refund))
    },
    queryRefund(charge, refund) {
      const call = { kind: 'query refund', about: charge, deadline: patience } as const
      return backend.call(stream, call, () => wechatpay.queryRefund(charge, refund))
    },
    webhookHeaders: ['sign'],
    webhookAnswer: { status: 204, body: '' },
    readWebhook: ({ rawBody, headers }) => Promise.resolve(events.read(rawBody, headers['sign'])),
  }
}
