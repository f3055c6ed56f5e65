import type { FastifyRequest } from 'fastify'
import type { Config } from '../../config/config'
import { CheckoutError } from '../../contract/errors'
import type { Clock } from '../../payments/core/deps'

/**
 * Whoever signed in last in this browser, however long ago: enough to see what became of their own money, not
 * enough to pay. An openid is only valid for its own official account.
 */
export function lastPayerOf(
  { session }: FastifyRequest,
  { config }: Pick<LoginTerms, 'config'>,
): string | null {
  if (session.get('appId') !== config.wechat.appId) return null
  return session.get('openid') ?? null
}

/** Which official account a login is for, and how long it is valid. */
export interface LoginTerms {
  readonly config: Pick<Config, 'sessionTtl' | 'wechat'>
  readonly payments: { readonly clock: Pick<Clock, 'now'> }
}

interface PublicUrl {
  readonly config: Pick<Config, 'publicUrl'>
}

/** The payer who is signed in, while the login is recent (people share phones and switch accounts). */
export function payerOf(request: FastifyRequest, terms: LoginTerms): string | null {
  const { config, payments } = terms
  const openid = lastPayerOf(request, terms)
  const loginAt = request.session.get('loginAt')
  if (openid === null || loginAt === undefined) return null
  return payments.clock.now() < loginAt + config.sessionTtl ? openid : null
}

/**
 * @param target where to return after signing in, relative to PUBLIC_URL
 * @throws CheckoutError login_required, with the address that signs in
 */
export function requirePayer(
  request: FastifyRequest,
  deps: LoginTerms & PublicUrl,
  target: string,
): string {
  const openid = payerOf(request, deps)
  if (openid !== null) return openid
  throw new CheckoutError('login_required', 'Sign in with WeChat first.', {
    extra: { authorizeUrl: authorizeUrl(deps, target) },
  })
}

/** Our own address that starts a sign-in; absolute, so that a page can go there directly. */
export function authorizeUrl({ config }: PublicUrl, target: string): string {
  return new URL(`api/oauth/authorize?to=${encodeURIComponent(target)}`, config.publicUrl).href
}

/** The payer's IPv4 or IPv6 address; an IPv4 address written as IPv6 is converted. */
export function clientIp(request: FastifyRequest): string {
  return request.ip.replace(/^::ffff:/i, '')
}
