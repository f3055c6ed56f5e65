/** Reads Paymax's events: which charge is meant, and the charge itself where the event has all of its fields. */
import { createHash } from 'node:crypto'
import { Type } from 'typebox'
import { compileSchema } from '../../runtime/compile-schema'
import type { Webhook } from '../../payments/core/gateway'
import { readCharge, readRefundId } from './answers'
import { parseJson } from '../../runtime/parse-json'

const Event = Type.Object({
  notifyNo: Type.Optional(Type.Unknown()),
  type: Type.Optional(Type.Unknown()),
  data: Type.Optional(Type.Unknown()),
})
const Data = Type.Object({
  id: Type.Optional(Type.Unknown()),
  order_no: Type.Optional(Type.Unknown()),
  charge: Type.Optional(Type.Unknown()),
  metadata: Type.Optional(Type.Unknown()),
})

const events = compileSchema(Event)
const datas = compileSchema(Data)

/**
 * Reads a webhook whose signature held. A malformed one was still sent by Paymax: it gets an id made from its
 * bytes and names no charge, so that it is stored and Paymax does not send it 17 times.
 */
export function readEvent(rawBody: Buffer): Webhook {
  const body = parseJson(rawBody.toString('utf8'))
  const event = events.Check(body) ? body : {}
  const data = datas.Check(event.data) ? event.data : {}
  const id = name(event.notifyNo) ?? `unnamed_${createHash('sha256').update(rawBody).digest('hex')}`
  if (!isRefund(event.type, data.id)) {
    return {
      id,
      kind: 'charge',
      chargeGatewayId: name(data.id),
      chargeNumber: name(data.order_no),
      refund: null,
      charge: complete(data),
    }
  }
  return {
    id,
    kind: 'refund',
    chargeGatewayId: name(data.charge),
    // A refund's `order_no` is a number of its own.
    chargeNumber: null,
    refund: { gatewayId: name(data.id), refundId: name(readRefundId(data.metadata)) },
    charge: null,
  }
}

/** Paymax's own sample event lacks `app`: such an event leads to a query. */
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
