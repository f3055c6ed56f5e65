/** WeChat Pay's half of the stand-in: checks each request's signature, answers at once, signed. */
import { createPublicKey, verify } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createVouch, orderOnWire, type WantedOrder } from './wechatpay-wire'
import type { World } from './world'

interface CreateBody {
  readonly out_trade_no: string
  readonly amount: { readonly total: number }
  readonly payer: { readonly openid: string }
}

export function standInForWechatPay(world: World, counts: { creates: number; queries: number }) {
  const merchantKey = createPublicKey(world.merchantPublicKey)
  const vouch = createVouch(world)
  const orders = new Map<string, WantedOrder>()

  function answerOf(request: IncomingMessage, body: string): object | null {
    if (request.method === 'POST') {
      counts.creates += 1
      const { out_trade_no: outTradeNo, amount, payer } = JSON.parse(body) as CreateBody
      orders.set(outTradeNo, { outTradeNo, total: amount.total, openid: payer.openid })
      return { prepay_id: `wx201410272009395522657a690389285100${outTradeNo.slice(0, 8)}` }
    }
    counts.queries += 1
    const order = orders.get(/out-trade-no\/(\w+)/.exec(request.url ?? '')?.[1] ?? '')
    return order ? orderOnWire(world, order, Date.now()) : null
  }

  return (request: IncomingMessage, response: ServerResponse, body: string): void => {
    const { method = '', url = '', headers } = request
    const field = (name: string) =>
      new RegExp(`${name}="([^"]*)"`).exec(headers.authorization ?? '')?.[1] ?? ''
    const text = `${method}\n${url}\n${field('timestamp')}\n${field('nonce_str')}\n${body}\n`
    const signature = Buffer.from(field('signature'), 'base64')
    verify('RSA-SHA256', Buffer.from(text), merchantKey, signature, (error, holds) => {
      const answer = error || !holds ? null : answerOf(request, body)
      if (!answer) return void response.writeHead(401).end('{"code":"SIGN_ERROR"}')
      const answered = JSON.stringify(answer)
      vouch(answered).then(
        (vouched) =>
          response
            .writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', ...vouched })
            .end(answered),
        () => response.destroy(),
      )
    })
  }
}
