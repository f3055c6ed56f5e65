/** Paymax behind the gateway port: five calls and the webhooks. */
import type { KeyObject } from 'node:crypto'
import { isIPv4 } from 'node:net'
import type { Gateway } from '../../payments/core/gateway'
import { withHash, type CreateCharge, type CreateRefund } from '../../payments/core/gateway-calls'
import { createHttpClient } from '../../runtime/http-client'
import { yuanFromFen } from './amount'
import { readEvent } from './webhook'
import { paymaxCapabilities } from './capabilities'
import { closedCharge, createdCharge, queriedCharge, refundOutcome } from './outcomes'
import { verifyNotification } from './signature'
import { fitBody, fitDescription, fitSubject } from './fit-text'
import { send, sendTwice, type Connection } from './transport'

export interface PaymaxOptions {
  /** `https://www.paymax.cc/merchant-api`, without a `/` at its end. */
  readonly baseUrl: string
  readonly secretKey: string
  readonly app: string
  /** The merchant's own, RSA. */
  readonly privateKey: KeyObject
  /** Paymax's, from its console. */
  readonly publicKey: KeyObject
  /** Sent as `client_ip` for a payer without an IPv4 address: Paymax accepts IPv4 only. */
  readonly clientIpFallback?: string
  /** Unix ms */
  readonly now: () => number
  /** Called for each webhook that is refused. */
  readonly refused?: (why: 'missing_header' | 'bad_signature') => void
  /** Timeouts of whole calls, in ms, retries included. */
  readonly deadlines?: { readonly make: number; readonly ask: number }
}

export interface PaymaxGateway extends Gateway {
  /** Loads what the first call needs. */
  prepare(): Promise<void>
  /** Lets calls under way finish, then closes the connections. */
  close(): Promise<void>
}

/**
 * @returns the gateway. Its calls never throw for what the network or Paymax does: every way a call can end
 *   is an outcome. Creating (a charge, a refund) is sent once and never repeated. Queries and closes are sent
 *   once more where the connection failed: a second close finds the charge closed.
 */
export function createPaymaxGateway(options: PaymaxOptions): PaymaxGateway {
  const {
    app,
    publicKey,
    clientIpFallback = '127.0.0.1',
    refused = () => undefined,
    deadlines = { make: 10_000, ask: 5_000 },
  } = options
  const connections = createHttpClient({ connect: { timeout: 3_000 } })
  const connection: Connection = { ...options, connections }

  const make = (path: string, body: unknown) =>
    send(connection, { method: 'POST', path, body, signal: AbortSignal.timeout(deadlines.make) })
  const ask = (path: string) =>
    sendTwice(connection, { method: 'GET', path, signal: AbortSignal.timeout(deadlines.ask) })

  return {
    capabilities: paymaxCapabilities,
    account: app,
    createRequest: () => null,
    bridgeParameters: (kept) => Promise.resolve(kept),
    createCharge: async (charge) => {
      const reply = await make('/v1/charges', chargeRequest(app, charge, clientIpFallback))
      return createdCharge(reply, { chargeNumber: charge.chargeNumber, app, currency: 'CNY' })
    },
    queryCharge: async (id) => {
      const reply = await ask(chargePath(id))
      const sha256 = reply.kind === 'answer' ? reply.sha256 : undefined
      return withHash(queriedCharge(reply, id, options.now()), sha256)
    },
    closeCharge: async (id) => closedCharge(await ask(`${chargePath(id)}/close`)),
    createRefund: async (refund) => {
      const path = `${chargePath(refund.gatewayId)}/refunds`
      const reply = await make(path, refundRequest(refund))
      return refundOutcome('refund', reply, { charge: refund.gatewayId })
    },
    queryRefund: async (chargeId, refundId) => {
      const path = `${chargePath(chargeId)}/refunds/${encodeURIComponent(refundId)}`
      return refundOutcome('ask', await ask(path), { charge: chargeId, refund: refundId })
    },
    webhookHeaders: ['sign'],
    webhookAnswer: { status: 200, body: 'success' },
    async readWebhook({ rawBody, headers: { sign } }) {
      if (await verifyNotification(rawBody, sign, publicKey)) return readEvent(rawBody)
      refused(sign ? 'bad_signature' : 'missing_header')
      return null
    },
    prepare: connections.prepare,
    close: connections.close,
  }
}

const chargePath = (gatewayId: string) => `/v1/charges/${encodeURIComponent(gatewayId)}`

function chargeRequest(app: string, charge: CreateCharge, clientIpFallback: string) {
  return {
    order_no: charge.chargeNumber,
    amount: yuanFromFen(charge.amount),
    // Paymax refuses an empty subject, which is what a name made of control characters becomes.
    subject: fitSubject(charge.subject) || charge.chargeNumber,
    body: fitBody(charge.body) || charge.chargeNumber,
    channel: 'wechat_wap',
    app,
    client_ip: isIPv4(charge.clientIp) ? charge.clientIp : clientIpFallback,
    currency: 'cny',
    time_expire: charge.expiresAt,
    extra: { open_id: charge.openid },
    metadata: charge.metadata,
  }
}

function refundRequest(refund: CreateRefund) {
  return {
    amount: yuanFromFen(refund.amount),
    description: fitDescription(refund.reason) || refund.refundId,
    // Paymax has no idempotency key: the metadata is how the refund is found again after a lost answer.
    metadata: { refundId: refund.refundId, sentAt: String(refund.sentAt) },
  }
}
