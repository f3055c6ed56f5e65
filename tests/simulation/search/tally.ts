import type { Life } from '../world/live'

/** What a search has gone through so far; plain data, so that processes can send it to each other. */
export interface Tally {
  seeds: number
  orders: number
  charges: number
  payments: number
  refunds: number
  steps: number
  faults: Record<string, number>
  checks: Record<string, number>
}

export function emptyTally(): Tally {
  return {
    seeds: 0,
    orders: 0,
    charges: 0,
    payments: 0,
    refunds: 0,
    steps: 0,
    faults: {},
    checks: {},
  }
}

export function count(tally: Tally, { world, scene }: Life): void {
  tally.seeds += 1
  tally.orders += world.book.orders.size
  tally.charges += scene.paymax.charges.size
  for (const { takenAt, refunds } of scene.paymax.charges.values()) {
    if (takenAt !== null) tally.payments += 1
    tally.refunds += refunds.length
  }
  tally.steps += world.happened
  for (const [kind, times] of world.faults.counts) more(tally.faults, kind, times)
  for (const [check, times] of world.checks) more(tally.checks, check, times)
}

export function add(tally: Tally, other: Tally): void {
  for (const what of ['seeds', 'orders', 'charges', 'payments', 'refunds', 'steps'] as const) {
    tally[what] += other[what]
  }
  for (const [kind, times] of Object.entries(other.faults)) more(tally.faults, kind, times)
  for (const [check, times] of Object.entries(other.checks)) more(tally.checks, check, times)
}

function more(counts: Record<string, number>, name: string, times: number): void {
  counts[name] = (counts[name] ?? 0) + times
}
