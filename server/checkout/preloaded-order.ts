import type { FastifyRequest } from 'fastify'
import type { CheckoutDeps } from './deps'
import { boundTarget } from '../login/sign-in'
import { wantedBy } from '../login/page-target'
import { describeOrder } from '../payments/orders/describe-order'
import { readPayment } from '../payments/status/payment-status'
import { orderViewTerms } from './order-view'

/**
 * The order that a page is opened for, if it can be paid. It is sent with the page, so that the payer sees it
 * one round trip earlier. It holds what `GET api/orders/ID` shows to anyone who has the link, and nothing
 * about the payer.
 * @returns JSON with the order and whether its sheet opens by itself; null where there is none to show
 */
export async function preloadedOrder(
  deps: CheckoutDeps,
  request: FastifyRequest,
  page: string,
  query: string,
): Promise<string | null> {
  try {
    const target = await targetOf(deps, request, page, query)
    const wanted = target === null ? null : wantedBy(target)
    const view = wanted?.orderId ? await readPayment(deps.payments, wanted.orderId) : null
    const mayBePaid = view?.status === 'unpaid' && view.order.expiresAt > deps.payments.clock.now()
    if (!wanted || !mayBePaid) return null
    const order = describeOrder(view, orderViewTerms(deps))
    return JSON.stringify({ order, opens: wanted.automatic && order.autoPay })
  } catch (error) {
    // The page's own request meets the same failure and reports it.
    deps.payments.log.warn({ err: error }, 'a page is sent without its order')
    return null
  }
}

async function targetOf(
  { login }: CheckoutDeps,
  { session }: FastifyRequest,
  page: string,
  query: string,
): Promise<string | null> {
  if (page === 'checkout') return page + query
  const state = page === 'oauth' ? new URLSearchParams(query).get('state') : null
  return state && boundTarget(login, state, session.get('browser'))
}
