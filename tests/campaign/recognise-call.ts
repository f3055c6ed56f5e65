import { parseObject, textField } from '../../mocks/sandbox/json'
import type { GatewayName } from '../../server/payments/core/records'
import type { GatewayCall } from './instants'

/** Which call a request to a gateway is, and about which charge: as `TheirCharge.id` names it, a new one by our number. */
export interface Recognised {
  readonly call: GatewayCall
  readonly charge: string
}

/** @param path behind the gateway's base address */
export function recogniseCall(
  gateway: GatewayName,
  method: string,
  path: string,
  body: string,
): Recognised | null {
  return gateway === 'paymax' ? atPaymax(path, body) : atWechatPay(method, path, body)
}

function atPaymax(path: string, body: string): Recognised {
  const [, , , charge = '', part, refund] = path.split('/')
  if (charge === '') return { call: 'create', charge: field(body, 'order_no') }
  if (part === 'close') return { call: 'close', charge }
  if (part === undefined) return { call: 'query', charge }
  return { call: refund === undefined ? 'refund' : 'refund query', charge }
}

/** @returns null for what is about no charge: its certificates */
function atWechatPay(method: string, path: string, body: string): Recognised | null {
  const [, , kind, part, name, number = '', close] = path.replace(/\?.*/, '').split('/')
  if (kind === 'refund') {
    return method === 'POST'
      ? { call: 'refund', charge: field(body, 'out_trade_no') }
      : { call: 'refund query', charge: number }
  }
  if (kind !== 'pay' || part !== 'transactions') return null
  if (name === 'jsapi') return { call: 'create', charge: field(body, 'out_trade_no') }
  return { call: close === 'close' ? 'close' : 'query', charge: number }
}

const field = (body: string, name: string) => textField(parseObject(body) ?? {}, name)
