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

/** The bridge's answers, as the page tells them apart. */
const bridgeAnswers = ['ok', 'cancel', 'fail', 'unknown'] as const

/** WeChat's bridge was called to open the sheet: whether one opened is not reported. */
const SheetAsked = closed({ event: Type.Literal('sheet_asked') })

/** The bridge's answer. `ok` is only the phone's claim: no order is paid because of it. */
const BridgeAnswered = closed({
  event: Type.Literal('bridge_answered'),
  kind: Type.Enum([...bridgeAnswers]),
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

type Kind = SheetDenial | (typeof bridgeAnswers)[number]

const kindsOf: Readonly<Record<PageEvent['event'], readonly Kind[] | null>> = {
  sheet_asked: null,
  sheet_denied: sheetDenials,
  bridge_answered: bridgeAnswers,
  bridge_missing: null,
}

const told = (names: readonly string[]) => names.join(', ')

/**
 * The same as it is taken: during a rolling upgrade a page of the next build tells what this one does not know. Names
 * are read by `knownPageEvent`; ids have one form in all builds.
 */
export const SentPageEvent = Type.Object({
  event: Type.String({
    description: `${told(Object.keys(kindsOf))}; one that is not known is counted as other`,
  }),
  kind: Type.Optional(
    Type.Unknown({
      description: `of sheet_denied: ${told(sheetDenials)}; of bridge_answered: ${told(bridgeAnswers)}; one that is not known is counted as other`,
    }),
  ),
  ...about,
})
export type SentPageEvent = Static<typeof SentPageEvent>

/** What this build makes of a page's event. */
export interface KnownPageEvent {
  readonly event: PageEvent['event'] | 'other'
  /** Null where the event has none. */
  readonly kind: Kind | 'other' | null
  readonly orderId?: string
  readonly chargeId?: string
}

/** Fields that are not known are left out. */
export function knownPageEvent(sent: SentPageEvent): KnownPageEvent {
  const { event, orderId, chargeId } = sent
  const ids = {
    ...(orderId !== undefined && { orderId }),
    ...(chargeId !== undefined && { chargeId }),
  }
  if (!isKnown(event)) return { event: 'other', kind: null, ...ids }
  const kinds = kindsOf[event]
  if (!kinds) return { event, kind: null, ...ids }
  return { event, kind: kinds.find((kind) => kind === sent.kind) ?? 'other', ...ids }
}

function isKnown(event: string): event is PageEvent['event'] {
  return Object.keys(kindsOf).includes(event)
}
