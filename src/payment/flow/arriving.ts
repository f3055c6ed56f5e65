import { endedInTime } from './ending'
import {
  choosing,
  confirming,
  isOver,
  leaving,
  loginNeeded,
  ordering,
  orderTarget,
  outside,
  shown,
} from './next-states'
import type { PaymentEvent } from './events'
import { failureOf, type Failure, type FailureCode } from '../failure'
import { known } from '../timed-order'
import type { State } from '../states'
import type {
  Landing,
  LandingFailed,
  Leaving,
  Loading,
  LoadFailed,
  Outside,
} from '../arriving-states'
import type { Target } from '../page-target'
import { watched } from './stays-while-polled'

type SignedIn = Extract<PaymentEvent, { type: 'signed_in' }>
type SignInFailed = Extract<PaymentEvent, { type: 'sign_in_failed' }>
type Loaded = Extract<PaymentEvent, { type: 'loaded' }>

export function fromLanding(state: Landing, event: PaymentEvent, at: number): State {
  if (event.type === 'signed_in') return landed(event, at)
  if (event.type === 'sign_in_failed') return refusedAtLanding(event)
  return state
}

function landed({ target, order: told, charge, environment }: SignedIn, at: number): State {
  if (!told) {
    if (target.kind !== 'item') return { step: 'loading', target, round: 0 }
    return ordering({ item: target.item, auto: target.auto })
  }
  const auto = 'auto' in target && target.auto
  const order = known(told, at)
  if (environment !== 'wechat' && !isOver(order)) {
    return outside(environment, orderTarget(order.orderId), order)
  }
  return shown(order, auto, charge)
}

// WeChat loses cookies and shows old landing addresses: both are retried once by signing in again.
const startsOver: readonly FailureCode[] = ['oauth_state_mismatch', 'oauth_code_invalid']

function refusedAtLanding({ failure, restarts }: SignInFailed): State {
  if (failure.authorizeUrl && restarts < 1 && startsOver.includes(failure.code)) {
    return { step: 'leaving', url: failure.authorizeUrl, target: null }
  }
  return { step: 'landing_failed', failure }
}

export function fromLandingFailed(state: LandingFailed, event: PaymentEvent): State {
  if (!triesAgain(state.failure, event)) return state
  const { authorizeUrl } = state.failure
  if (authorizeUrl) return { step: 'leaving', url: authorizeUrl, target: null }
  // The request itself got lost: for five minutes the backend answers the same code in the same way.
  return { step: 'landing', round: 1 }
}

/** The page was frozen while the payer was at WeChat: it must not leave a second time by itself. */
export function fromLeaving(state: Leaving, event: PaymentEvent): State {
  if (event.type !== 'returned' || !event.frozen) return state
  if (state.target) return loginNeeded(state.target, state.url)
  const failure = { ...failureOf('login_required'), authorizeUrl: state.url }
  return { step: 'landing_failed', failure }
}

export function fromLoading(state: Loading, event: PaymentEvent, at: number): State {
  const { target } = state
  switch (event.type) {
    case 'loaded':
      return loaded(target, event, at)
    case 'options_loaded':
      return choosing(event.options)
    case 'item_orderable':
      return target.kind === 'item' ? ordering({ item: target.item, auto: target.auto }) : state
    case 'login_needed':
      return leaving(target, event.url, event.restarts)
    case 'not_payable':
      return outside(event.environment, target, event.order && known(event.order, at))
    case 'load_failed':
      return notLoaded(state, event.failure.code === 'order_not_found', event)
    case 'returned':
      return event.frozen ? { ...state, round: state.round + 1 } : state
    default:
      return state
  }
}

function notLoaded(
  { target }: Loading,
  missing: boolean,
  { failure }: Extract<PaymentEvent, { type: 'load_failed' }>,
): State {
  if (missing && 'orderId' in target) return { step: 'not_found', orderId: target.orderId }
  return { step: 'load_failed', target, failure }
}

function loaded(target: Target, loading: Loaded, at: number): State {
  const { order: told, answer, attempt, charge } = loading
  const order = known(told, at)
  const end = answer && endedInTime(order, answer, attempt && attempt.chargeId)
  if (end) return end
  if (target.kind === 'result') {
    return confirming(order, target.said === 'unpaid' ? 'cancel' : 'none', at)
  }
  if (isOver(order)) return confirming(order, 'none', at)
  // An attempt from before a reload: the backend is asked before paying is offered.
  if (attempt) return confirming(order, 'none', at, { ...attempt, resumed: true })
  return shown(order, 'auto' in target && target.auto, charge)
}

/** The payer asks for it, or the network was missing and is back. */
function triesAgain(failure: Failure, event: PaymentEvent): boolean {
  return event.type === 'retry' || (event.type === 'returned' && failure.code === 'offline')
}

export function fromLoadFailed(state: LoadFailed, event: PaymentEvent): State {
  if (!triesAgain(state.failure, event)) return state
  const { target, failure } = state
  if (failure.code === 'login_required' && failure.authorizeUrl) {
    return { step: 'leaving', url: failure.authorizeUrl, target }
  }
  return { step: 'loading', target, round: 0 }
}

export function fromOutside(state: Outside, event: PaymentEvent, at: number): State {
  return state.order ? watched(state, state.order, event, at) : state
}
