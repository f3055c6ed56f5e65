import type { Step } from './states'

/** The table itself where it has every step; otherwise the type of what is missing. */
type Complete<T extends Readonly<Record<string, readonly Step[]>>> = [
  Exclude<Step, T[keyof T][number]>,
] extends [never]
  ? T
  : { readonly missing: Exclude<Step, T[keyof T][number]> }

/** How far a payer is at each step. A new step does not compile until it is listed here. */
export type Stages = Complete<{
  /** On the way to what the address asks for. */
  arriving: readonly ['landing', 'landing_failed', 'loading', 'load_failed', 'ordering', 'nowhere']
  /** At WeChat's login, or on a page without an order that can be paid here. */
  aside: readonly ['leaving', 'outside', 'not_found', 'amount', 'catalog', 'just_paid']
  /** At an order, with its pay button. */
  paying: readonly ['ready', 'charging', 'charge_refused', 'bridging', 'bridge_missing', 'sheet']
  /** After a sheet, or asking about one; nothing is certain yet. */
  confirming: readonly ['confirming', 'pending', 'unpaid']
  over: readonly ['paid', 'closed', 'refunded', 'money_back', 'failed']
}>
