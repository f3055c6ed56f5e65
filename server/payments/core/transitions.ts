/**
 * What may become of an order, a charge and a refund: the only moves there are. The store's conditional
 * updates start from these tables, so a late or repeated word finds nothing to move. `docs/states.md` is
 * drawn from them.
 */
import type { ChargeStatus } from '../../contract/charges'

type Transitions<S extends string> = Readonly<Record<S, readonly S[]>>

/**
 * An order's state as the rules tell it apart. `expired` and `closed` are both the contract's `closed`:
 * late money is honoured by an order that merely ran out of time, and goes back where the merchant closed.
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
 * `lost`: nobody can hold a sheet for it, its create answer never came or came too late. Where a close can be
 * seen it is closed before another charge is made. Money may turn up
 * after any end without money, because the channel confirms late; nothing leads away from `succeeded`.
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
 * `wanted`: to be sent, nothing has left. `sending`: it was sent, or was about to be; whether it arrived
 * has to be found out before anything is sent again. The contract calls all three that are under way
 * `processing`.
 */
export type RefundState = 'wanted' | 'sending' | 'processing' | 'succeeded' | 'failed'

export const refundTransitions: Transitions<RefundState> = {
  wanted: ['sending', 'processing', 'succeeded', 'failed'],
  sending: ['wanted', 'processing', 'succeeded', 'failed'],
  processing: ['succeeded', 'failed'],
  failed: ['succeeded'],
  succeeded: [],
}

/** The states that may move to `to`. */
export function allowedFrom<S extends string>(moves: Transitions<S>, to: S): S[] {
  return (Object.keys(moves) as S[]).filter((from) => moves[from].includes(to))
}
