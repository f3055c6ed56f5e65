import type { JsonObject } from '../json'
import { randomHex } from '../random'
import type { Desk } from './account'
import { chargeOnWire, refundOnWire } from './charge'
import type { Charge, Refund } from './charge'
import { keyPairFor } from '../keys'
import { rewriteSums } from './money'
import { sign } from './signature'

export interface PaymaxEvent {
  notifyNo: string
  type: 'CHARGE' | 'REFUND'
  chargeId: string
  body: string
  sign: string
}

export interface EventChanges {
  /** Fields of `data` that replace the true ones. */
  data?: JsonObject
  timeCreated?: number
  /** Signed with a key that is not Paymax's. */
  forged?: boolean
}

/** The documentation's own sample event carries neither. */
function withoutNames(wire: JsonObject): JsonObject {
  const kept = Object.entries(wire).filter(([name]) => name !== 'app' && name !== 'channel')
  return Object.fromEntries(kept)
}

function makeEvent(
  desk: Desk,
  type: 'CHARGE' | 'REFUND',
  chargeId: string,
  wire: JsonObject,
  changes: EventChanges,
): PaymaxEvent {
  const notifyNo = `evt_${randomHex(32)}`
  const bare = type === 'CHARGE' && desk.faults.get().bare_events
  const told = rewriteSums(bare ? withoutNames(wire) : wire, desk.faults.get().sums)
  const data = { ...told, ...changes.data }
  const timeCreated = changes.timeCreated ?? desk.clock.now()
  const body = JSON.stringify({ data, notifyNo, timeCreated, type })
  const key = changes.forged ? keyPairFor('stranger') : desk.account.paymax
  return { notifyNo, type, chargeId, body, sign: sign(Buffer.from(body), key.privateKey) }
}

export function chargeEvent(desk: Desk, charge: Charge, changes: EventChanges = {}): PaymaxEvent {
  return makeEvent(desk, 'CHARGE', charge.id, chargeOnWire(charge), changes)
}

export function refundEvent(desk: Desk, refund: Refund, changes: EventChanges = {}): PaymaxEvent {
  return makeEvent(desk, 'REFUND', refund.chargeId, refundOnWire(refund), changes)
}
