/**
 * The allowed transitions of orders, charges and refunds. The store's conditional updates are built from
 * these tables, so a late or repeated report finds nothing to change. `docs/states.md` is drawn from them.
 */
import type { ChargeStatus } from '../../contract/charges'

type Transitions<S extends string> = Readonly<Record<S, readonly S[]>>

/**
 * An order's state as the rules distinguish it. `expired` and `closed` are both the contract's `closed`: an
 * order that merely expired still takes late money; one that the merchant closed refunds it.
 */
export type OrderStage = 'open' | 'expired' | 'closed' | 'paid' | 'refunded'

export const orderTransitions: Transitions<OrderStage> = {
  open: ['paid', 'expired', 'closed'],
  expired: ['paid', 'closed'],
  closed: [],
  paid: ['refunded'],
  refunded: [],
}

/**
 * `lost`: nobody can hold a sheet for it, because its create answer never came or came too late. Where a
 * close can be observed, it is closed before another charge is made. Money may arrive after any end without
 * money, because the channel confirms late; `succeeded` is final.
 */
export const chargeTransitions: Transitions<ChargeStatus> = {
  creating: ['live', 'lost', 'failed', 'succeeded'],
  live: ['succeeded', 'failed', 'closed'],
  lost: ['succeeded', 'failed', 'closed'],
  failed: ['succeeded'],
  closed: ['succeeded'],
  succeeded: [],
}

/**
 * `wanted`: to be sent, nothing has left yet. `sending`: it was sent, or was about to be; whether it arrived
 * has to be found out before anything is sent again. The contract calls all three under way `processing`.
 */
export type RefundState = 'wanted' | 'sending' | 'processing' | 'succeeded' | 'failed'

export const refundTransitions: Transitions<RefundState> = {
  wanted: ['sending', 'processing', 'succeeded', 'failed'],
  sending: ['wanted', 'processing', 'succeeded', 'failed'],
  processing: ['succeeded', 'failed'],
  failed: ['succeeded'],
  succeeded: [],
}

/** The states that may change to `to`. */
export function allowedFrom<S extends string>(moves: Transitions<S>, to: S): S[] {
  return (Object.keys(moves) as S[]).filter((from) => moves[from].includes(to))
}
