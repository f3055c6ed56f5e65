/** `wechatpay-axios-plugin` pointed at the sandbox: a client that knows neither it nor us. */
import { Aes, Formatter, Rsa, Wechatpay } from 'wechatpay-axios-plugin'
import type { Sandbox } from '../../../mocks/sandbox/sandbox'

type Json = Record<string, unknown>

interface Heard {
  status: number
  data: Json
}

export interface HeardNotice {
  body: string
  headers: Record<string, string>
}

/** What an answer or a notice may be verified with, by serial. */
function keysOf({ wechatpay: { account } }: Sandbox): Record<string, string> {
  const { publicKey, certificate } = account
  return {
    ...(publicKey && { [publicKey.id]: publicKey.pair.publicKey }),
    ...(certificate && { [certificate.serial]: certificate.pem }),
  }
}

export function pluginFor(sandbox: Sandbox) {
  const { baseUrl, account } = sandbox.wechatpay
  const { mchid, serial, merchant } = account
  const client = new Wechatpay({
    ...{ mchid, serial, privateKey: merchant.privateKey },
    certs: keysOf(sandbox),
    baseURL: `${baseUrl}/`,
  })
  const get = (path: string, config: Json = {}) => client.chain(path).get<Json, Heard>(config)
  const post = (path: string, data: Json, config: Json = {}) =>
    client.chain(path).post<unknown, Heard>(data, config)
  const byNumber = 'v3/pay/transactions/out-trade-no/{out_trade_no}'
  const refunds = 'v3/refund/domestic/refunds'
  return {
    create: (order: Json) => post('v3/pay/transactions/jsapi', order),
    query: (number: string) => get(byNumber, { out_trade_no: number, params: { mchid } }),
    close: (number: string) => post(`${byNumber}/close`, { mchid }, { out_trade_no: number }),
    refund: (refund: Json) => post(refunds, refund),
    queryRefund: (number: string) => get(`${refunds}/{number}`, { number }),
    bill: (day: string) => get('v3/bill/tradebill', { params: { bill_date: day } }),
    download: (token: string) =>
      client
        .chain('v3/billdownload/file')
        .get<unknown, { data: ArrayBuffer }>({ params: { token }, responseType: 'arraybuffer' }),
  }
}

/**
 * Verifies and opens it with the plugin's own helpers, as its README does.
 * @returns null where the signature does not hold
 * @throws where the seal does not
 */
export function readWithPlugin(sandbox: Sandbox, { body, headers }: HeardNotice): unknown {
  const signed = Formatter.response(
    headers['Wechatpay-Timestamp'] ?? '',
    headers['Wechatpay-Nonce'] ?? '',
    body,
  )
  const key = keysOf(sandbox)[headers['Wechatpay-Serial'] ?? '']
  if (key === undefined) return null
  const publicKey = Rsa.from(key, Rsa.KEY_TYPE_PUBLIC)
  if (!Rsa.verify(signed, headers['Wechatpay-Signature'] ?? '', publicKey)) return null
  const { resource } = JSON.parse(body) as { resource: Record<string, string> }
  const { ciphertext = '', nonce = '', associated_data: data = '' } = resource
  const plain = Aes.AesGcm.decrypt(ciphertext, sandbox.wechatpay.account.apiV3Key, nonce, data)
  return JSON.parse(plain)
}

export function readBillWithPlugin(bill: ArrayBuffer): { rows: Json[]; summary: Json } {
  return Formatter.castCsvBill(Buffer.from(bill)) as { rows: Json[]; summary: Json }
}
