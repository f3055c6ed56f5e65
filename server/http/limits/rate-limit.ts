import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Config } from '../../config/config'
import type { LimitName } from '../../config/limits'
import { secretOf } from '../../config/merchant-keys'
import { CheckoutError } from '../../contract/errors'
import { isStateOf } from '../../login/state'
import type { Clock } from '../../payments/core/deps'
import type { Refusals } from '../refusals'
import { bearerAmong, hasBearer } from '../access/bearer'
import type { Budgets } from './budgets'
import { networkOf } from '../client-network'
import { lastPayerOf, payerOf } from '../access/payer-access'
import { routeOf } from '../route-of'

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * `none`: not counted. `authorize`: a sign-in is started. `landing`: counted once the body has been read,
     * which says what it is. Otherwise counted as a call of its caller.
     */
    counts?: 'none' | 'authorize' | 'landing'
  }
}

/** Whose limit is used. */
export interface Caller {
  readonly limit: LimitName
  readonly who: string
}

export interface RateLimits {
  /** Counts each API call and each unknown address, before anything else is done. */
  register(app: FastifyInstance): void
  /** @throws CheckoutError rate_limited */
  require(request: FastifyRequest, caller: Caller): void
  /**
   * For optional work.
   * @returns whether it may be done
   */
  allows(request: FastifyRequest, caller: Caller): boolean
  /** @throws CheckoutError rate_limited: too many keys were tried at this address */
  callerOf(request: FastifyRequest): Caller
  /** The same, whatever key is sent. */
  personOf(request: FastifyRequest): Caller
  /** What a browser brings back from WeChat counts separately if the sign-in was started here for this browser. */
  landingOf(request: FastifyRequest, state: string | null): Caller | null
}

interface LimitDeps {
  readonly config: Pick<
    Config,
    'limits' | 'basePath' | 'merchantApiKeys' | 'metricsApiKeys' | 'sessionTtl' | 'wechat'
  >
  readonly clock: Pick<Clock, 'now'>
  readonly refusals: Refusals
  readonly budgets: Budgets
}

/**
 * Signed-in payers and holders of a key have limits of their own; everyone else counts by address, whatever
 * cookies they send: see docs/decisions/0010.
 */
export function createRateLimits({ config, clock, refusals, budgets }: LimitDeps): RateLimits {
  const forms = config.merchantApiKeys.flatMap((key) => key.forms)
  const keys = [...forms, ...config.metricsApiKeys]

  function refuse(request: FastifyRequest, limit: LimitName, left: number): CheckoutError {
    refusals.limited(limit, routeOf(request), networkOf(request.ip))
    const retryAfter = Math.max(1, Math.ceil(left / 1000))
    const detail = 'Too many requests. Try again a little later.'
    return new CheckoutError('rate_limited', detail, { retryAfter })
  }

  function require(request: FastifyRequest, { limit, who }: Caller): void {
    const left = budgets.spend(limit, who)
    if (left !== null) throw refuse(request, limit, left)
  }

  function callerOf(request: FastifyRequest): Caller {
    if (hasBearer(request)) {
      const key = keyOf(request, networkOf(request.ip))
      if (key !== null) return { limit: 'key', who: key }
    }
    return personOf(request)
  }

  function personOf(request: FastifyRequest): Caller {
    const payer = payerOf(request, { config, payments: { clock } })
    if (payer !== null) return { limit: 'payer', who: payer }
    return { limit: 'address', who: networkOf(request.ip) }
  }

  /** After too many wrong keys none is compared any more, not even a right one: its success would reveal it. */
  function keyOf(request: FastifyRequest, address: string): string | null {
    const left = budgets.look('guess', address)
    if (left !== null) throw refuse(request, 'guess', left)
    const key = bearerAmong(request, keys)
    if (key !== null) return createHash('sha256').update(secretOf(key)).digest('base64url')
    budgets.spend('guess', address)
    return null
  }

  /** A payer whose login has expired is sent to WeChat again: not a stranger. */
  function authorizerOf(request: FastifyRequest): Caller {
    const payer = lastPayerOf(request, { config })
    if (payer !== null) return { limit: 'payer', who: payer }
    return { limit: 'authorize', who: networkOf(request.ip) }
  }

  function count(request: FastifyRequest): void {
    const { url, config: route } = request.routeOptions
    // Files cost next to nothing, and a page that half loads helps nobody; what a page starts is counted
    // there. The route tells, not the address: one call can be written in many ways.
    if (url !== undefined && !url.startsWith(`${config.basePath}api/`)) return
    if (route.counts === 'none') return
    const caller = callerOf(request)
    if (route.counts === 'authorize') return require(request, authorizerOf(request))
    // Nothing was started for a browser that has none of our cookies.
    if (route.counts === 'landing' && request.session.get('browser') !== undefined) return
    require(request, caller)
  }

  return {
    register(app) {
      app.addHook('onRequest', (request, _reply, done) => {
        count(request)
        done()
      })
    },
    require,
    allows(request, { limit, who }) {
      const left = budgets.spend(limit, who)
      if (left !== null) refusals.limited(limit, routeOf(request), networkOf(request.ip))
      return left === null
    },
    callerOf,
    personOf,
    landingOf(request, state) {
      const browser = request.session.get('browser')
      const isOurs = state !== null && isStateOf(state, browser, clock.now())
      return isOurs ? { limit: 'landing', who: state } : null
    },
  }
}
