import type { ServerResponse } from 'node:http'
import { oncePerTurn, openEventStream } from '../event-stream'
import type { Faults } from '../faults'
import type { GatewaySwitch } from '../gateway-switch'
import type { JsonObject } from '../json'
import type { Messages } from '../messages'
import type { Paymax } from '../paymax/paymax'
import type { WeChat } from '../wechat/wechat'
import type { Payer } from '../wechat/payers'
import type { WeChatPay } from '../wechatpay/wechatpay'
import { chargeLines, orderLines } from './charge-lines'
import type { OrderNames } from './order-names'

export interface LiveSources {
  faults: Faults
  messages: Messages
  paymax: Paymax
  wechatpay: WeChatPay
  wechat: WeChat
  payers: Payer[]
  /** Whether the panel can ask the merchant's side of the checkout for something. */
  hasShop: boolean
  /** null: nobody can move new payments from here. */
  gatewaySwitch: GatewaySwitch | null
}

function stateNow(sources: LiveSources, names: OrderNames): JsonObject {
  const { faults, paymax, wechatpay, wechat, payers } = sources
  const lines = [...chargeLines(paymax), ...orderLines(wechatpay, names)]
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
    charges: lines.sort((a, b) => a.createdAt - b.createdAt),
    hasShop: sources.hasShop,
    gateway: sources.gatewaySwitch?.current() ?? null,
  }
}

/** Server-sent events: the whole state when anything changes, every message as it passes. */
export function streamLive(
  response: ServerResponse,
  sources: LiveSources,
  names: OrderNames,
): void {
  const send = openEventStream(response)
  const sendState = oncePerTurn(() => send('state', stateNow(sources, names)))
  send('state', stateNow(sources, names))
  send('messages', sources.messages.list())
  const stops = [
    sources.faults.subscribe(sendState),
    sources.paymax.onChange(sendState),
    sources.wechatpay.onChange(sendState),
    names.onChange(sendState),
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
