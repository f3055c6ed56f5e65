import type { ServerResponse } from 'node:http'
import type { Faults } from '../faults'
import type { JsonObject } from '../json'
import type { Messages } from '../messages'
import { refundedAmount } from '../paymax/charge'
import { paymentName } from '../paymax/payment-name'
import type { Paymax } from '../paymax/paymax'
import type { WeChat } from '../wechat/wechat'
import type { Payer } from '../wechat/payers'

export interface LiveSources {
  faults: Faults
  messages: Messages
  paymax: Paymax
  wechat: WeChat
  payers: Payer[]
  /** Whether the panel can ask the merchant's side of the checkout for something. */
  hasShop: boolean
}

function chargeLine(paymax: Paymax): JsonObject[] {
  const webhooks = paymax.webhooks()
  return paymax.charges().map((charge) => {
    const events = webhooks.filter(({ chargeId }) => chargeId === charge.id)
    return {
      id: charge.id,
      orderNo: charge.orderNo,
      amount: charge.amount,
      subject: charge.subject,
      status: charge.status,
      failure: charge.failure?.message ?? null,
      refunded: refundedAmount(charge),
      refunding: charge.refunds.some(({ status }) => status === 'PROCESSING'),
      payment: paymentName(charge),
      createdAt: charge.createdAt,
      events: events.map(({ state, tries, type }) => ({ state, type, tries: tries.length })),
    }
  })
}

function stateNow(sources: LiveSources): JsonObject {
  const { faults, paymax, wechat, payers } = sources
  const people = payers.map(({ id, nickname, colour, balance, openid }) => ({
    id,
    nickname,
    colour,
    balance,
    openid,
  }))
  return {
    faults: faults.get(),
    payers: people,
    holder: wechat.holder.id,
    charges: chargeLine(paymax),
    hasShop: sources.hasShop,
  }
}

/** Server-sent events: the whole state when anything changes, every message as it passes. */
export function streamLive(response: ServerResponse, sources: LiveSources): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
  })
  const send = (event: string, data: unknown) =>
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  let queued = false
  const sendState = () => {
    if (queued) return
    queued = true
    // Many changes come in one turn; one picture of them is enough.
    queueMicrotask(() => {
      queued = false
      send('state', stateNow(sources))
    })
  }
  send('state', stateNow(sources))
  send('messages', sources.messages.list())
  const stops = [
    sources.faults.subscribe(sendState),
    sources.paymax.onChange(sendState),
    sources.messages.onClear(() => send('messages', [])),
    sources.messages.subscribe((message) => {
      send('passed', message)
      sendState()
    }),
  ]
  response.on('close', () => {
    for (const stop of stops) stop()
  })
}
