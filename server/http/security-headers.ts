import helmet, { type FastifyHelmetOptions } from '@fastify/helmet'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Config } from '../config/config'
import { inlineHashes, readPage } from './page/read-page'

/**
 * What a browser may give to a page and these pages never ask for: whoever got a script in could not ask either.
 * WeChat's own sheet is the app's, and none of these. Only names that every Chromium of today knows: of others
 * it complains. Copying (`clipboard-write`) is left as it is.
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

/** As deploy/nginx/checkout/unavailable.conf has it too. */
const permissionsPolicy = denied.map((feature) => `${feature}=()`).join(',')

/**
 * A strict policy: our own files, and inline code by its hash only. `frame-src weixin:` because
 * WeChat's bridge speaks through hidden frames of that scheme on some clients; without it payment
 * goes silent there.
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
  // Helmet would put it together anew for every answer.
  app.addHook('onRequest', (_request, reply, done) => {
    reply.raw.setHeader('content-security-policy', policy)
    reply.raw.setHeader('permissions-policy', permissionsPolicy)
    // Whoever has an order's link may see and pay it: no search engine is to hand one out.
    reply.raw.setHeader('x-robots-tag', 'noindex')
    done()
  })
  await app.register(helmet, {
    global: true,
    contentSecurityPolicy: false,
    // `code` and `state` are in the landing's address: no request tells it, not even one of our own
    // (an access log would keep it).
    referrerPolicy: { policy: 'strict-origin' },
    hsts: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
    crossOriginOpenerPolicy: https,
    originAgentCluster: false,
  })
}

function policyText(directives: Readonly<Record<string, readonly string[]>>): string {
  const parts = Object.entries(directives).map(([name, values]) => [name, ...values].join(' '))
  return parts.join(';')
}

/** WeChat's page with a payment's result: nobody else may frame ours. */
const resultPage = 'https://payapp.weixin.qq.com'

/**
 * The one page that may be framed, and by WeChat alone. X-Frame-Options knows only our own origin, so it
 * is left out there: every engine of WeChat's obeys the policy instead.
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

/** For a page that is not the SPA's: nothing but its own inline styles, and no frame around it. */
export function setOwnPolicy(reply: FastifyReply, html: string): void {
  const { styles } = inlineHashes(html)
  void reply.header(
    'content-security-policy',
    `default-src 'none';style-src ${styles.join(' ')};base-uri 'none';form-action 'none';frame-ancestors 'none'`,
  )
}
