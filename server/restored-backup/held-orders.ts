/** Which orders of a restored backup cannot be charged yet. */
import type { Held } from '../payments/core/deps'
import type { GatewayCapabilities } from '../payments/core/gateway'
import type { OrderWithLastCharge } from '../payments/core/order-repository'
import type { OrderRecord } from '../payments/core/records'
import type { AskedByNumber } from './ask-by-number'
import {
  daysOf,
  statementAvailableAt,
  type BackupGap,
  type BackupGapRepository,
} from './backup-gap'

/** In ms: how often a payer's page asks again. */
const longest = 5 * 60_000
const shortest = 30_000

/**
 * In ms: a process of the build before, which gives random numbers, is gone so long after the first of those whose
 * numbers follow from the order.
 */
const otherBuildGone = 24 * 3_600_000

export interface HeldDeps {
  readonly gaps: Pick<BackupGapRepository, 'open'>
  /** Unix ms */
  readonly now: () => number
  /** Since when charges are made where they are made now, and their numbers follow from their orders. Unix ms. */
  readonly numberedSince: number
  /** Of the gateway where charges are made. */
  readonly capabilities: Pick<GatewayCapabilities, 'findsByOurNumber' | 'usedNumberCode'>
  readonly ask: (order: OrderRecord) => Promise<AskedByNumber>
}

/**
 * Once no gap is open the store is not asked any more: a backup is only put back while no process runs. An order
 * that was placed since the restore may be one that was lost with the backup and is placed again: only its shop
 * knows. It is charged at once all the same, unless the gateway says that its numbers were used before.
 */
export function createHeldOrders(deps: HeldDeps): (found: OrderWithLastCharge) => Promise<Held> {
  let isOver = false
  return async (found) => {
    if (isOver) return null
    const open = await deps.gaps.open()
    isOver = open.length === 0
    if (isOver) return null
    return canAskByNumber(deps, open) ? byNumber(deps, open, found) : byStatement(deps, open, found)
  }
}

function canAskByNumber(
  { capabilities, numberedSince }: HeldDeps,
  open: readonly BackupGap[],
): boolean {
  return (
    capabilities.findsByOurNumber &&
    open.every(({ backupAt }) => backupAt >= numberedSince + otherBuildGone)
  )
}

async function byNumber(
  { ask, now }: HeldDeps,
  open: readonly BackupGap[],
  { order, last }: OrderWithLastCharge,
): Promise<Held> {
  const restoredAt = Math.max(...open.map((gap) => gap.restoredAt))
  // What came before a charge of today was asked about before it was made.
  if (last && last.createdAt >= restoredAt) return null
  // Only a shop knows a number by which it could place the same order twice.
  if (order.createdAt >= restoredAt && order.source !== 'merchant') return null
  const asked = await ask(order)
  if (asked === 'paid') return { for: longest, until: null }
  return asked === 'unclear' ? { for: shortest, until: now() + shortest } : asked
}

function byStatement(
  { capabilities, now }: HeldDeps,
  open: readonly BackupGap[],
  { order, last }: OrderWithLastCharge,
): Held {
  const code = capabilities.usedNumberCode
  const isUsed = code !== null && last?.failure?.code === code
  const held = open.filter(
    ({ restoredAt }) => order.createdAt < restoredAt || (isUsed && last.createdAt >= restoredAt),
  )
  if (held.length === 0) return null
  // Once it is late, all that can be said is when to ask again.
  const until = Math.max(...held.map(expectedBy), now() + shortest)
  return { for: Math.min(until - now(), longest), until }
}

function expectedBy(gap: BackupGap): number {
  return Math.max(...daysOf(gap).map(statementAvailableAt))
}
