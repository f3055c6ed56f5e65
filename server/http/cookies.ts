import { hkdfSync } from 'node:crypto'
import secureSession from '@fastify/secure-session'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config'

declare module '@fastify/secure-session' {
  interface SessionData {
    /** The browser's own secret, which states are bound to. */
    browser: string
    openid: string
    /** When the login was made, Unix ms: it is good for SESSION_TTL from then on. */
    loginAt: number
  }
}

const month = 30 * 24 * 3600

/** Several checkouts may live on one host: each has its own cookie, named after its directory. */
function cookieName(config: Pick<Config, 'publicUrl' | 'basePath'>): string {
  const directory = config.basePath.replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-|-$/g, '')
  const prefix = config.publicUrl.protocol === 'https:' ? '__Secure-' : ''
  return `${prefix}checkout-${directory || 'root'}`
}

function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'checkout session cookie', 32))
}

/** The payer's session: one encrypted cookie, readable by nobody but us; the first secret seals. */
export async function registerCookies(app: FastifyInstance, config: Config): Promise<void> {
  await app.register(secureSession, {
    sessionName: 'session',
    cookieName: cookieName(config),
    key: config.sessionSecrets.map(keyOf),
    expiry: month,
    cookie: {
      path: config.basePath,
      httpOnly: true,
      sameSite: 'lax',
      secure: config.publicUrl.protocol === 'https:',
      maxAge: month,
    },
  })
}
