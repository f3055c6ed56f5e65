import { Type, type Static, type TProperties } from 'typebox'

const closed = <Fields extends TProperties>(fields: Fields) =>
  Type.Object(fields, { additionalProperties: false })

export const sheetDenials = [
  'access_denied',
  'not_allowed',
  'no_permission',
  'no_support',
  'url_not_registered',
] as const

/** WeChat would not open the sheet at all: `kind` says why. */
const SheetDenied = closed({
  event: Type.Literal('sheet_denied'),
  kind: Type.Enum([...sheetDenials]),
})

/** WeChat's bridge was called for the sheet: whether one opened, nobody is told. */
const SheetAsked = closed({ event: Type.Literal('sheet_asked') })

/** What the bridge called back with. `ok` is the phone's word: no order is paid by it. */
const BridgeAnswered = closed({
  event: Type.Literal('bridge_answered'),
  kind: Type.Enum(['ok', 'cancel', 'fail', 'unknown']),
})

/** The bridge did not come within seconds, so no sheet could be asked for. */
const BridgeMissing = closed({ event: Type.Literal('bridge_missing') })

/**
 * What the payer's page tells to be counted: a step and a kind, nothing about the payer or the order.
 * Sent as `text/plain` that holds JSON: engines of 2018 refuse a beacon of JSON.
 */
export const PageEvent = Type.Union([SheetAsked, SheetDenied, BridgeAnswered, BridgeMissing])
export type PageEvent = Static<typeof PageEvent>
export type SheetDenial = Static<typeof SheetDenied>['kind']
