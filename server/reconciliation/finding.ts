import type { MoneyKind, StatementRow, OurEntry } from './statement'

export type FindingKind =
  /** The gateway has money that we do not know of. */
  | 'missing_here'
  /** We count money that the gateway does not have. */
  | 'missing_there'
  | 'other_amount'
  /** Both know it, but only one says that the money moved, or in a status that we do not know. */
  | 'other_status'
  /** The same money on another day, too far from midnight for clock differences to explain. */
  | 'other_day'
  /** The same money just across midnight. Not a difference. */
  | 'midnight'

export interface Finding {
  readonly kind: FindingKind
  readonly what: MoneyKind | 'other'
  readonly gatewayId: string
  readonly orderNo: string | null
  /** fen */
  readonly amountHere: number | null
  readonly amountThere: number | null
  readonly statusHere: string | null
  readonly statusThere: string | null
  /** Our time of it, Unix ms. */
  readonly at: number | null
}

export function finding(
  kind: FindingKind,
  row: StatementRow | null,
  entry: OurEntry | null,
): Finding {
  return {
    kind,
    what: entry?.kind ?? row?.kind ?? 'other',
    gatewayId: row?.gatewayId ?? entry?.gatewayId ?? '',
    orderNo: entry?.orderNo ?? null,
    amountHere: entry?.amount ?? null,
    amountThere: row?.amount ?? null,
    statusHere: entry?.status ?? null,
    statusThere: row?.status ?? null,
    at: entry?.at ?? null,
  }
}
