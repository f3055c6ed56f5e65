/** Paymax's events: which charge is meant, and the charge itself where the event tells all of it. */
import { createHash } from 'node:crypto'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Notification } from '../payments/gateway'
import { readCharge } from './answers'
import { parseJson } from './json'

const Event = Type.Object({
  notifyNo: Type.Optional(Type.Unknown()),
  type: Type.Optional(Type.Unknown()),
  data: Type.Optional(Type.Unknown()),
})
const Data = Type.Object({
  id: Type.Optional(Type.Unknown()),
  order_no: Type.Optional(Type.Unknown()),
  charge: Type.Optional(Type.Unknown()),
})

const events = Compile(Event)
const datas = Compile(Data)

/**
 * Reads a notification whose signature held. One that makes no sense is still one that Paymax sent: it
 * gets a name made from its bytes and speaks of no charge, so that it is kept and not sent 17 times.
 */
export function readEvent(rawBody: Buffer): Notification {
  const body = parseJson(rawBody.toString('utf8'))
  const event = events.Check(body) ? body : {}
  const data = datas.Check(event.data) ? event.data : {}
  const id = name(event.notifyNo) ?? `unnamed_${createHash('sha256').update(rawBody).digest('hex')}`
  const chargeNumber = name(data.order_no)
  if (!isRefund(event.type, data.id)) {
    return {
      id,
      kind: 'charge',
      chargeGatewayId: name(data.id),
      chargeNumber,
      charge: complete(data),
    }
  }
  return { id, kind: 'refund', chargeGatewayId: name(data.charge), chargeNumber, charge: null }
}

/** Paymax's own sample event lacks `app`: such a one is settled by a query. */
function complete(data: unknown) {
  const charge = readCharge(data)
  return charge?.app && charge.currency ? charge : null
}

function isRefund(type: unknown, id: unknown) {
  if (type === 'REFUND' || type === 'CHARGE') return type === 'REFUND'
  return typeof id === 'string' && id.startsWith('re_')
}

function name(value: unknown) {
  return typeof value === 'string' && /^[\x21-\x7e]{1,128}$/.test(value) ? value : null
}
