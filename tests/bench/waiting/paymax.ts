import { createPrivateKey, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface StandIn {
  readonly baseUrl: string
  /** How often it was asked about a charge. */
  readonly queries: () => number
  /** The event that a charge was paid, really signed. */
  readonly paid: (number: string) => { readonly body: string; readonly sign: string }
  close: () => Promise<void>
}

/** A Paymax that answers every question at once and signed: nothing has happened to the charge yet. */
export async function startStandIn(keys: {
  readonly privateKey: string
  readonly secretKey: string
  readonly app: string
}): Promise<StandIn> {
  const key = createPrivateKey(keys.privateKey)
  const signed = (text: string) => sign('RSA-SHA1', Buffer.from(text), key).toString('base64')
  let asked = 0
  const server = createServer((request, response) => {
    asked += 1
    const gatewayId = request.url?.split('/').at(-1) ?? ''
    const body = JSON.stringify(charge(keys.app, gatewayId.slice('ch_'.length), 'PROCESSING'))
    const [nonce, timestamp] = ['0'.repeat(32), String(Date.now())]
    const text = `${nonce}\n${timestamp}\n${keys.secretKey}\n${body}`
    const names = { nonce, timestamp, Authorization: keys.secretKey, sign: signed(text) }
    response.writeHead(200, { 'Content-Type': 'application/json;charset=utf-8', ...names })
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/merchant-api`,
    queries: () => asked,
    paid(number) {
      const data = charge(keys.app, number, 'SUCCEED')
      const event = { data, notifyNo: `evt_${number}`, timeCreated: Date.now(), type: 'CHARGE' }
      const body = JSON.stringify(event)
      return { body, sign: signed(body) }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** As Paymax tells a charge of `rows.ts`. */
function charge(app: string, number: string, status: 'PROCESSING' | 'SUCCEED') {
  const paid = status === 'SUCCEED'
  return {
    id: `ch_${number}`,
    order_no: number,
    amount: 10,
    amount_refunded: 0,
    refunds: [],
    app,
    currency: 'CNY',
    livemode: false,
    status,
    time_paid: paid ? Date.now() : null,
    transaction_no: paid ? `42${number}` : null,
    failure_code: null,
    failure_msg: null,
  }
}
