import type { IncomingMessage, ServerResponse } from 'node:http'
import { readFaults } from '../faults'
import { isGatewayName } from '../gateway-switch'
import { header, readBody, replyJson } from '../http'
import { parseObject, textField } from '../json'
import type { JsonObject } from '../json'
import type { Text } from '../text'
import { holderCookie, holderOf } from '../wechat/authorize-page'
import { payerById } from '../wechat/wechat-deps'
import type { WeChatDesk } from '../wechat/wechat-deps'
import { aboutAnswer, aboutSheet, aboutSilence } from './explain'
import { chargeAct } from './charge-acts'
import type { LiveSources } from './live'
import type { OrderNames } from './order-names'
import { finalAnswer, openSheet, payInSheet, payableOf, prepayAsked } from './sheet'
import type { SheetDesk } from './sheet'
import type { Merchant } from '../shop/merchant'

export interface CommandDesk {
  sheet: SheetDesk
  wechatDesk: WeChatDesk
  sources: LiveSources
  origin: string
  shop: Merchant | null
  names: OrderNames
}

type Command = (
  body: JsonObject,
  desk: CommandDesk,
  request: IncomingMessage,
  response: ServerResponse,
) => unknown

function note(desk: CommandDesk, about: Text, prepayId: string, request = '', answer = ''): void {
  const [from, to] =
    request || !answer ? (['phone', 'wechat'] as const) : (['wechat', 'phone'] as const)
  desk.sources.messages.add({
    payment: payableOf(desk.sheet, prepayId)?.payment ?? null,
    from,
    to,
    method: 'BRIDGE',
    path: 'getBrandWCPayRequest',
    status: null,
    request,
    response: answer,
    signed: null,
    signatureHolds: null,
    about,
  })
}

const commands: Readonly<Record<string, Command>> = {
  faults(body, { sources }) {
    sources.faults.set(readFaults(body))
  },
  reset(_body, { sources }) {
    sources.faults.reset()
  },
  clear(_body, { sources }) {
    sources.messages.clear()
  },
  async flush(_body, { sources }) {
    await sources.paymax.flushWebhooks()
    await sources.wechatpay.flushNotices()
  },
  async gateway(body, { sources }) {
    const gateway = textField(body, 'gateway')
    if (isGatewayName(gateway)) await sources.gatewaySwitch?.moveTo(gateway)
    sources.faults.set({})
  },
  charge: (body, desk) =>
    chargeAct(desk, {
      gateway: textField(body, 'gateway'),
      id: textField(body, 'id'),
      name: textField(body, 'act'),
    }),
  async resend(body, { shop }) {
    return { refused: (await shop?.resend(textField(body, 'id'))) ?? 'no shop' }
  },
  holder(body, { wechatDesk, sources }, _request, response) {
    const payer = payerById(wechatDesk, textField(body, 'id'))
    if (!payer) return
    sources.wechat.holder = payer
    response.setHeader('Set-Cookie', `${holderCookie}=${payer.id}; Path=/; SameSite=Lax`)
    sources.faults.set({})
  },
  sheet(body, desk, request) {
    const asked = {
      params: body['params'],
      url: textField(body, 'url'),
      landing: textField(body, 'landing'),
    }
    const payer = holderOf(request, desk.wechatDesk)
    const opening = openSheet(desk.sheet, payer, asked)
    note(
      desk,
      aboutSheet,
      prepayAsked(asked.params),
      JSON.stringify(asked.params, null, 2),
      JSON.stringify(opening, null, 2),
    )
    return { ...opening, balance: payer.balance }
  },
  pay(body, desk, request) {
    const payer = holderOf(request, desk.wechatDesk)
    const result = payInSheet(
      desk.sheet,
      payer,
      textField(body, 'prepayId'),
      textField(body, 'pin'),
    )
    desk.sources.faults.set({})
    return result
  },
  answer(body, desk) {
    const answer = finalAnswer(desk.sheet, body['paid'] === true)
    note(desk, aboutAnswer, textField(body, 'prepayId'), '', JSON.stringify(answer))
    return { answer }
  },
  blocked(_body, desk) {
    note(desk, aboutSilence, '')
  },
}

/** POST /__sandbox/…, from the shell alone. */
export async function runCommand(
  name: string,
  desk: CommandDesk,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  const origin = header(request, 'origin')
  if (!command || request.method !== 'POST' || (origin !== '' && origin !== desk.origin)) {
    return replyJson(response, 404, {})
  }
  const text = (await readBody(request)).toString()
  const result = await command(parseObject(text || '{}') ?? {}, desk, request, response)
  replyJson(response, 200, result ?? {})
}
