import { createHash, hkdfSync } from 'node:crypto'
import secureSession from '@fastify/secure-session'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config/config'

declare module '@fastify/secure-session' {
  interface SessionData {
    /** The browser's own secret, which states are bound to. */
    browser: string
    openid: string
    /** The official account that the openid belongs to. */
    appId: string
    /** Unix ms: when the login was made; it is valid for SESSION_TTL from then on. */
    loginAt: number
  }
}

type Where = Pick<Config, 'publicUrl' | 'basePath'>

const month = 30 * 24 * 3600

const isHttps = ({ publicUrl }: Where) => publicUrl.protocol === 'https:'

/**
 * Several checkouts may share one host: each cookie is named after its directory, uniquely. Browsers accept
 * the `__Host-` prefix only over https, for the exact host and without a domain: no neighbouring host can set
 * the cookie.
 */
export function cookieName(config: Where): string {
  const directory = config.basePath.slice(1, -1).replaceAll(/[^A-Za-z0-9]/g, (sign) => {
    return `_${sign.charCodeAt(0).toString(16)}`
  })
  return `${isHttps(config) ? '__Host-' : ''}checkout${directory && `-${directory}`}`
}

/**
 * The key that encrypts one checkout's sessions: the same secret elsewhere (a sandbox beside production,
 * another official account) can neither read nor create them.
 */
function keyOf(secret: string, { publicUrl, wechat }: Config): Buffer {
  const checkout = createHash('sha256').update(JSON.stringify([publicUrl.href, wechat.appId]))
  const info = `checkout session cookie ${checkout.digest('base64url')}`
  return Buffer.from(hkdfSync('sha256', secret, '', info, 32))
}

/** The payer's session: one encrypted cookie that only the backend can read; the first secret encrypts. */
export async function registerCookies(app: FastifyInstance, config: Config): Promise<void> {
  const name = cookieName(config)
  app.addHook('onRequest', ({ raw: { headers } }, _reply, done) => {
    headers.cookie = unlessTwice(headers.cookie, name)
    done()
  })
  await app.register(secureSession, {
    sessionName: 'session',
    cookieName: name,
    key: config.sessionSecrets.map((secret) => keyOf(secret, config)),
    expiry: month,
    cookie: {
      path: isHttps(config) ? '/' : config.basePath,
      httpOnly: true,
      sameSite: 'lax',
      secure: isHttps(config),
      maxAge: month,
    },
  })
}

/**
 * A browser sends two cookies of one name where somebody else on the domain has set the second, and nothing
 * says which is which: both are ignored, and nobody is signed in.
 */
function unlessTwice(header: string | undefined, name: string): string | undefined {
  const isOurs = (pair: string) => pair.includes('=') && pair.split('=', 1)[0]?.trim() === name
  const pairs = header?.split(';') ?? []
  return pairs.filter(isOurs).length > 1 ? pairs.filter((one) => !isOurs(one)).join(';') : header
}
