/** WeChat Pay's API v3 behind the gateway port: five calls and the webhooks. */
import { withHash } from '../../payments/core/gateway-calls'
import type { Gateway } from '../../payments/core/gateway'
import { bridgeParameters } from './bridge'
import { createdOrder, orderRequest, type OrderTerms } from './create-order'
import { wechatpayCapabilities } from './capabilities'
import { openConnection, type ConnectionOptions } from './connection/open-connection'
import { closedOrder, queriedOrder, refundOutcome } from './outcomes'
import {
  closeBody,
  closePath,
  createPath,
  queryPath,
  refundBody,
  refundPath,
  refundsPath,
} from './requests'
import { webhookOf } from './webhook-report'
import { send, type Send } from './connection/transport'
import { readWebhook, type WebhookRefusal } from './webhook'

export interface WechatpayOptions extends ConnectionOptions, OrderTerms {
  readonly random: (bytes: number) => Buffer
  /** Called for each webhook that is refused. */
  readonly refused: (why: WebhookRefusal) => void
  /** Timeouts of each call in ms, including the second try after a failed connection. */
  readonly deadlines?: { readonly make: number; readonly ask: number }
}

export interface WechatpayGateway extends Gateway {
  /** Starts fetching the keys that answers are verified with, without waiting. */
  start(): void
  prepare(): Promise<void>
  /** Lets calls under way finish, then closes the connections. */
  close(): Promise<void>
}

/** Three sends of a create whose answer is lost end before the rules' `createTimeout`. */
const patience = { make: 4_000, ask: 4_000 }

/**
 * @returns the gateway. Its calls never throw for what the network or WeChat Pay does: every way a call can end
 *   is an outcome.
 */
export function createWechatpayGateway(options: WechatpayOptions): WechatpayGateway {
  const { mchId, apiV3Key, clock, deadlines = patience } = options
  const { connection, keys, prepare, close } = openConnection(options, deadlines.ask)
  let stop = () => {}

  const make = (path: string, body: string) =>
    send(connection, { method: 'POST', path, body, signal: AbortSignal.timeout(deadlines.make) })
  const ask = (path: string, with_: Pick<Send, 'method' | 'body'> = { method: 'GET' }) =>
    send(connection, { path, ...with_, signal: AbortSignal.timeout(deadlines.ask) })
  const sheetOf = (appId: string, prepayId: string) => {
    const nonce = options.random(16).toString('hex')
    return bridgeParameters({ appId, prepayId, now: clock.now(), nonce }, options.privateKey)
  }

  return {
    capabilities: wechatpayCapabilities,
    account: mchId,
    createRequest: (charge) => orderRequest(charge, options),
    createCharge: async (charge, request) => {
      const reply = await make(createPath, request ?? orderRequest(charge, options))
      return createdOrder(reply, charge, options, (prepayId) => sheetOf(options.appId, prepayId))
    },
    bridgeParameters: ({ appId, package: prepay }) => sheetOf(appId, prepay.slice(PREPAY.length)),
    queryCharge: async (chargeNumber) => {
      const reply = await ask(queryPath(chargeNumber, mchId))
      const sha256 = reply.kind === 'answer' ? reply.sha256 : undefined
      return withHash(queriedOrder(reply, { chargeNumber, mchId }), sha256)
    },
    closeCharge: async (chargeNumber) =>
      closedOrder(await ask(closePath(chargeNumber), { method: 'POST', body: closeBody(mchId) })),
    createRefund: async ({ gatewayId: chargeNumber, refundId, amount, total, reason }) => {
      const { notifyUrl } = options
      const body = refundBody({ chargeNumber, refundId, reason, notifyUrl, amount, total })
      const asked = { chargeNumber, refundId, total }
      return refundOutcome('refund', await make(refundsPath, body), asked)
    },
    queryRefund: async (chargeNumber, refundId) => {
      const asked = { chargeNumber, refundId, total: null }
      return refundOutcome('query_refund', await ask(refundPath(refundId)), asked)
    },
    webhookHeaders: [
      'wechatpay-timestamp',
      'wechatpay-nonce',
      'wechatpay-signature',
      'wechatpay-serial',
      'wechatpay-signature-type',
    ],
    webhookAnswer: { status: 204, body: '' },
    readWebhook: async ({ rawBody, headers }, receivedAt) => {
      const owner = { apiV3Key, mchId, keyOf: connection.keyOf, now: receivedAt }
      const read = await readWebhook(rawBody, headers, owner)
      if ('event' in read) return webhookOf(read.event)
      options.refused(read.refused)
      return null
    },
    start() {
      stop = keys.start()
    },
    prepare,
    async close() {
      stop()
      await close()
    },
  }
}

const PREPAY = 'prepay_id='
