import { Type, type Static, type TProperties } from 'typebox'
import { ChargeId, OrderId } from './values'

/** Which order and charge it is about. Optional: pages of builds before do not say. */
const about = { orderId: Type.Optional(OrderId), chargeId: Type.Optional(ChargeId) }

const closed = <Fields extends TProperties>(fields: Fields) =>
  Type.Object({ ...fields, ...about }, { additionalProperties: false })

export const sheetDenials = [
  'access_denied',
  'not_allowed',
  'no_permission',
  'no_support',
  'url_not_registered',
] as const

/** WeChat refused to open the sheet; `kind` says why. */
const SheetDenied = closed({
  event: Type.Literal('sheet_denied'),
  kind: Type.Enum([...sheetDenials]),
})

/** WeChat's bridge was called to open the sheet: whether one opened is not reported. */
const SheetAsked = closed({ event: Type.Literal('sheet_asked') })

/** The bridge's answer. `ok` is only the phone's claim: no order is paid because of it. */
const BridgeAnswered = closed({
  event: Type.Literal('bridge_answered'),
  kind: Type.Enum(['ok', 'cancel', 'fail', 'unknown']),
})

/** The bridge did not appear within seconds, so no sheet could be requested. */
const BridgeMissing = closed({ event: Type.Literal('bridge_missing') })

/**
 * What the payer's page reports about its sheet: a step, a kind, and which order's sheet it was; nothing about
 * the payer. A claim from outside: it is counted and kept for `npm run inspect`, and changes no state. Sent as
 * `text/plain` that contains JSON: engines of 2018 refuse a beacon with a JSON content type.
 */
export const PageEvent = Type.Union([SheetAsked, SheetDenied, BridgeAnswered, BridgeMissing])
export type PageEvent = Static<typeof PageEvent>
export type SheetDenial = Static<typeof SheetDenied>['kind']
