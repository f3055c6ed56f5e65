import {
  choosing,
  leaving,
  loginNeeded,
  ordering,
  orderTarget,
  shown,
  targetOf,
} from './next-states'
import type { PaymentEvent } from './events'
import type { Failure } from '../failure'
import { known, type KnownOrder } from '../timed-order'
import type { State } from '../states'
import type { Amount, AskedAgain, Catalog, Ordering } from '../ordering-states'
import { authorizeUrl } from '../page-target'

export function fromAmount(state: Amount, event: PaymentEvent): State {
  const { options } = state
  switch (event.type) {
    case 'amount_typed':
      return ordering({ amount: event.amount, remark: event.remark, options })
    case 'see_items':
      return options.items.length > 0 ? { step: 'catalog', options } : state
    case 'take_up': {
      // Loaded again, as from a link: it may have been paid or have ended since this page was opened.
      const target = options.unfinished && orderTarget(options.unfinished.orderId)
      return target ? { step: 'loading', target, round: 0 } : state
    }
    default:
      return state
  }
}

export function fromCatalog(state: Catalog, event: PaymentEvent): State {
  if (event.type === 'item_chosen') return ordering({ item: event.item, auto: false })
  return event.type === 'type_amount' ? choosing(state.options) : state
}

export function fromOrdering(state: Ordering, event: PaymentEvent, at: number): State {
  const { request } = state
  switch (event.type) {
    case 'ordered':
      return ordered(state, known(event.order, at))
    case 'order_failed':
      return refused(state, event.failure)
    case 'login_needed':
      return leaving(targetOf(request), event.url, event.restarts)
    case 'returned':
      return event.frozen ? startOver(state) : state
    default:
      return state
  }
}

function ordered({ request }: Ordering, order: KnownOrder): State {
  if ('item' in request) return shown(order, request.auto)
  const next = shown(order, false)
  // The payer tapped «pay» when they typed the amount.
  return next.step === 'ready' ? { step: 'charging', order, wish: 'tap' } : next
}

function refused({ request }: Ordering, failure: Failure): State {
  if (failure.code === 'just_paid' && failure.justPaid) {
    return { step: 'just_paid', request, paid: failure.justPaid }
  }
  const target = targetOf(request)
  if (failure.code === 'login_required') {
    return loginNeeded(target, failure.authorizeUrl ?? authorizeUrl(target))
  }
  if ('item' in request) return { step: 'load_failed', target, failure }
  return amountOf(request, failure)
}

function startOver({ request }: Ordering): State {
  if ('item' in request) return { step: 'loading', target: targetOf(request), round: 1 }
  return amountOf(request, null)
}

function amountOf(
  request: Exclude<Ordering['request'], { item: string }>,
  failure: Failure | null,
): Amount {
  const { options, amount, remark } = request
  return { step: 'amount', options, amount, remark, failure }
}

/** This payer paid the same minutes ago: they are asked before it happens twice. */
export function fromJustPaid(state: AskedAgain, event: PaymentEvent): State {
  if (event.type === 'pay_anyway') return ordering(state.request, true)
  if (event.type !== 'see_paid') return state
  const target = { kind: 'result', orderId: state.paid.orderId, said: 'nothing' } as const
  return { step: 'loading', target, round: 0 }
}
