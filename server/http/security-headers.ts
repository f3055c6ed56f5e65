import helmet, { type FastifyHelmetOptions } from '@fastify/helmet'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Config } from '../config/config'
import { inlineHashes, readPage } from './page/read-page'

/**
 * Browser features that these pages never use, so an injected script cannot either. WeChat's own sheet
 * belongs to the app and needs none of them. Only names that every current Chromium knows: it warns about
 * others. Copying (`clipboard-write`) stays allowed.
 */
const denied = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'usb',
]

/** Also in deploy/nginx/checkout/unavailable.conf. */
const permissionsPolicy = denied.map((feature) => `${feature}=()`).join(',')

/** In seconds: how long a browser asks for https by itself. */
const year = 31_536_000

/**
 * A strict policy: our own files, and inline code by hash only. `frame-src weixin:` because WeChat's bridge
 * communicates through hidden frames of that scheme on some clients; without it payment silently fails there.
 */
export async function registerSecurityHeaders(
  app: FastifyInstance,
  deps: { readonly config: Pick<Config, 'publicUrl'>; readonly clientDir: string },
): Promise<void> {
  const { scripts, styles } = inlineHashes(await readPage(deps.clientDir, 'index.html'))
  const https = deps.config.publicUrl.protocol === 'https:'
  const policy = policyText({
    'default-src': ["'none'"],
    'script-src': ["'self'", ...scripts],
    'style-src': ["'self'", ...styles],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'frame-src': ['weixin:'],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  })
  // Built once: Helmet would assemble it again for every answer.
  app.addHook('onRequest', (_request, reply, done) => {
    reply.raw.setHeader('content-security-policy', policy)
    reply.raw.setHeader('permissions-policy', permissionsPolicy)
    // Whoever has an order's link may see and pay it: search engines must not index it.
    reply.raw.setHeader('x-robots-tag', 'noindex')
    done()
  })
  await app.register(helmet, {
    global: true,
    contentSecurityPolicy: false,
    // `code` and `state` are in the landing's address: no request may send it as a referrer, not even one of
    // our own (an access log would keep it).
    referrerPolicy: { policy: 'strict-origin' },
    hsts: https ? { maxAge: year, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
    crossOriginOpenerPolicy: https,
    originAgentCluster: false,
  })
}

/**
 * For an answer before any hook has run, because the address or the whole request could not be read. Some
 * browser may show it all the same.
 */
export function headersWithoutHooks({
  publicUrl,
}: Pick<Config, 'publicUrl'>): Readonly<Record<string, string>> {
  return {
    'content-security-policy': policyText({
      'default-src': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
      'frame-ancestors': ["'none'"],
    }),
    'permissions-policy': permissionsPolicy,
    'x-robots-tag': 'noindex',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'strict-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'x-permitted-cross-domain-policies': 'none',
    ...(publicUrl.protocol === 'https:' && { 'strict-transport-security': `max-age=${year}` }),
  }
}

function policyText(directives: Readonly<Record<string, readonly string[]>>): string {
  const parts = Object.entries(directives).map(([name, values]) => [name, ...values].join(' '))
  return parts.join(';')
}

/** WeChat's page with a payment's result: only it may frame ours. */
const resultPage = 'https://payapp.weixin.qq.com'

/**
 * The one page that may be framed, and by WeChat only. X-Frame-Options can only allow our own origin, so it
 * is left out there: all of WeChat's engines follow the policy instead.
 */
export function framedByWechat(html: string): FastifyHelmetOptions {
  const { scripts, styles } = inlineHashes(html)
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': scripts,
        'style-src': styles,
        'connect-src': ["'self'"],
        'frame-src': ['weixin:'],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': [resultPage],
      },
    },
    // The number of a payment is in its address.
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: false,
  }
}

/** For a page that is not the SPA's: only its own inline styles, and no framing. */
export function setOwnPolicy(reply: FastifyReply, html: string): void {
  const { styles } = inlineHashes(html)
  void reply.header(
    'content-security-policy',
    `default-src 'none';style-src ${styles.join(' ')};base-uri 'none';form-action 'none';frame-ancestors 'none'`,
  )
}
