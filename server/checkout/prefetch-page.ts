import type { FastifyRequest } from 'fastify'
import type { Session } from '../contract/session'
import type { CheckoutDeps } from './deps'
import { clientIp, payerOf } from '../http/access/payer-access'
import { wantedBy } from '../login/page-target'
import { landingKey, openingKey, handleLanding, type LandingResult } from './handle-landing'
import type { Prefetch } from './prefetch'
import { prepareCheckout } from './prepare'

/** Work that may have started with the request for the page. */
export interface PrefetchDeps extends CheckoutDeps {
  readonly landings: Prefetch<LandingResult>
  readonly openings: Prefetch<NonNullable<Session['checkout']> | null>
}

/** As the API accepts them. */
const longest = { code: 512, state: 2048 }

/**
 * The request for a page already says who is coming and for what. So the exchange with WeChat, and the charge
 * where the sheet opens by itself, start while the page is still on its way to the phone. This happens only
 * for the browser that the state is bound to or that is signed in, and only in a WeChat that can pay. None of
 * the result is written into the page.
 */
export function prefetchForPage(
  deps: PrefetchDeps,
  request: FastifyRequest,
  page: string,
  query: string,
): void {
  if (page === 'oauth') beginLanding(deps, request, new URLSearchParams(query))
  if (page === 'checkout') beginOpening(deps, request, page + query)
}

function beginLanding(deps: PrefetchDeps, request: FastifyRequest, query: URLSearchParams): void {
  const [code, state] = [query.get('code'), query.get('state')]
  const browser = request.session.get('browser')
  if (!code || !state || browser === undefined) return
  if (code.length > longest.code || state.length > longest.state) return
  const landing = { state, code, browser, clientIp: clientIp(request) }
  deps.landings.begin(landingKey(landing), () => handleLanding(deps, landing, true))
}

function beginOpening(deps: PrefetchDeps, request: FastifyRequest, target: string): void {
  const { orderId, automatic } = wantedBy(target)
  const openid = payerOf(request, deps)
  if (openid === null || orderId === null || !automatic) return
  const payer = { openid, clientIp: clientIp(request), key: '', early: true }
  deps.openings.begin(openingKey(openid, orderId), () => prepareCheckout(deps, payer, target))
}
