/** Matches lines of a statement with entries of ours. */
import type { OurEntry, StatementRow } from './statement'

/** The pairs, and what is left on either side. */
export interface Pairing {
  readonly pairs: readonly { readonly row: StatementRow; readonly entry: OurEntry }[]
  readonly rows: readonly StatementRow[]
  readonly entries: readonly OurEntry[]
}

/**
 * Pairs by kind and charge. A charge has one payment but may have several refunds, which the statement does
 * not number: equal amounts are paired first, the rest in order.
 */
export function matchLines(rows: readonly StatementRow[], entries: readonly OurEntry[]): Pairing {
  const equal = matchEqual(rows, entries)
  const rest = matchAny(equal.rows, equal.entries)
  return { ...rest, pairs: [...equal.pairs, ...rest.pairs] }
}

/** Pairs what agrees in kind, charge and amount. */
export function matchEqual(rows: readonly StatementRow[], entries: readonly OurEntry[]): Pairing {
  return pairBy(rows, entries, (kind, charge, amount) => `${kind} ${charge} ${String(amount)}`)
}

/** Pairs what agrees in kind and charge. */
export function matchAny(rows: readonly StatementRow[], entries: readonly OurEntry[]): Pairing {
  return pairBy(rows, entries, (kind, charge) => `${kind} ${charge}`)
}

function pairBy(
  statementRows: readonly StatementRow[],
  ourEntries: readonly OurEntry[],
  key: (kind: string, charge: string, amount: number) => string,
): Pairing {
  const chargeOfRefund = new Map<string | null, string>()
  const waiting = new Map<string, OurEntry[]>()
  for (const entry of ourEntries) {
    chargeOfRefund.set(entry.refundGatewayId, entry.gatewayId)
    const name = key(entry.kind, entry.gatewayId, entry.amount)
    waiting.set(name, [...(waiting.get(name) ?? []), entry])
  }
  const pairs: Pairing['pairs'][number][] = []
  const rows: StatementRow[] = []
  for (const row of statementRows) {
    const charge = chargeOfRefund.get(row.gatewayId) ?? row.gatewayId
    const entry = waiting.get(key(row.kind, charge, row.amount))?.shift()
    if (entry) pairs.push({ row, entry })
    else rows.push(row)
  }
  return { pairs, rows, entries: [...waiting.values()].flat() }
}
