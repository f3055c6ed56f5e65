import type { FastifyRequest } from 'fastify'
import { type ErrorCode } from '../contract/problems'
import { Session, SessionRequest, SessionState } from '../contract/session'
import type { RouteDeps } from './deps'
import { CheckoutError } from '../contract/errors'
import { anyone, payerOrAnyone, problems } from '../http/api-document'
import { authorizeUrl, clientIp, payerOf } from '../http/access/payer-access'
import { fromOurPages } from '../http/same-origin'
import { landingKey, handleLanding } from '../checkout/handle-landing'
import { maskOpenid } from '../payments/core/ids'
import type { Routes } from './route'

type Refusal = Extract<ErrorCode, `oauth_${string}` | 'snapshot_user' | `wechat_${string}`>

const explanations: Record<Refusal, string> = {
  oauth_state_mismatch: 'This sign-in was not started in this browser, or is too old.',
  oauth_code_invalid: 'This sign-in has been used or has run out.',
  oauth_denied: 'The payer did not agree to sign in.',
  snapshot_user: 'WeChat shows a preview: the payer has to use the full service first.',
  wechat_unavailable: 'WeChat did not answer.',
  wechat_misconfigured:
    'WeChat refuses the configuration of this checkout: only the merchant can mend it.',
}

/** In bytes: a code and a state at their longest. */
const bodyLimit = 12 * 1024

export const sessionRoutes: Routes = (app, { deps }) => {
  const { config } = deps

  app.get(
    '/session',
    {
      schema: {
        operationId: 'getSession',
        tags: ['Login'],
        summary: 'Whether this browser is signed in',
        security: payerOrAnyone,
        response: { 200: SessionState, ...problems },
      },
    },
    (request) => {
      return { signedIn: payerOf(request, deps) !== null }
    },
  )

  app.post(
    '/session',
    {
      config: { counts: 'landing' },
      bodyLimit,
      onRequest: fromOurPages(config),
      preValidation: (request, _reply, done) => {
        countLanding(deps, request)
        done()
      },
      schema: {
        operationId: 'createSession',
        tags: ['Login'],
        summary: 'Sign in with WeChat’s code; the answer also has the order',
        description:
          'The page to which WeChat redirects sends the parameters of its address: `code` and `state`, or only `state` if the payer refused. Sending the same code again from the same browser within five minutes gives the same sign-in.',
        security: anyone,
        'x-codes': [
          'forbidden_origin',
          'oauth_state_mismatch',
          'oauth_code_invalid',
          'oauth_denied',
          'snapshot_user',
          'wechat_unavailable',
          'wechat_misconfigured',
        ],
        body: SessionRequest,
        response: { 201: Session, ...problems },
      },
    },
    async (request, reply) => {
      const { code, state } = request.body
      const browser = request.session.get('browser')
      const landing = { code, state, browser, clientIp: clientIp(request) }
      const landed = await (deps.landings.join(landingKey(landing)) ?? handleLanding(deps, landing))
      if ('refused' in landed) throw refusal(deps, landed.refused, landed.target)
      const { openid, loginAt, target, checkout } = landed
      request.session.set('openid', openid)
      request.session.set('appId', config.wechat.appId)
      request.session.set('loginAt', loginAt)
      deps.payments.log.info({ payer: maskOpenid(openid) }, 'payer signed in')
      return reply.code(201).send({ to: target, ...(checkout && { checkout }) })
    },
  )
  return Promise.resolve()
}

function refusal(deps: RouteDeps, code: Refusal, target: string | null): CheckoutError {
  return new CheckoutError(code, explanations[code], {
    extra: { authorizeUrl: authorizeUrl(deps, target ?? 'checkout') },
  })
}

/** A made-up landing counts as any other call; without a cookie it was counted before. */
function countLanding({ limits }: RouteDeps, request: FastifyRequest): void {
  const { body } = request
  const state = isRecord(body) && typeof body['state'] === 'string' ? body['state'] : null
  const landing = limits.landingOf(request, state)
  if (landing) limits.require(request, landing)
  else if (request.session.get('browser') !== undefined) {
    limits.require(request, limits.callerOf(request))
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
