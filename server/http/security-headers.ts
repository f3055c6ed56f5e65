import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { AppDeps } from '../deps'
import { inlineHashes, readPage, type InlineHashes } from './page'

/** WeChat's result page, the only one that frames anything of ours: the receipt (点金计划). */
const framingWechat = 'https://payapp.weixin.qq.com'

/**
 * A strict policy: our own files, and inline code by its hash only. `frame-src weixin:` because
 * WeChat's bridge speaks through hidden frames of that scheme on some clients; without it payment
 * goes silent there.
 */
function policyOf({ scripts, styles }: InlineHashes, ancestors: string) {
  return {
    'default-src': ["'none'"],
    'script-src': ["'self'", ...scripts],
    'style-src': ["'self'", ...styles],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'frame-src': ['weixin:'],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': [ancestors],
  }
}

/** Every answer's headers; no page may be framed unless its route says so. */
export async function registerSecurityHeaders(app: FastifyInstance, deps: AppDeps): Promise<void> {
  const hashes = inlineHashes(await readPage(deps.clientDir))
  const https = deps.config.publicUrl.protocol === 'https:'
  await app.register(helmet, {
    global: true,
    contentSecurityPolicy: { useDefaults: false, directives: policyOf(hashes, "'none'") },
    // `code` and `state` are in the landing's address: no request tells it, not even one of our own
    // (an access log would keep it).
    referrerPolicy: { policy: 'strict-origin' },
    hsts: https ? { maxAge: 15_552_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
    crossOriginOpenerPolicy: https,
    originAgentCluster: false,
  })
}

/** Lets WeChat, and nobody else, frame this one answer: the receipt with its own inline code. */
export function allowFraming(reply: FastifyReply, html: string): void {
  const policy = Object.entries(policyOf(inlineHashes(html), framingWechat))
  reply.removeHeader('x-frame-options')
  void reply.header(
    'content-security-policy',
    policy.map(([name, values]) => `${name} ${values.join(' ')}`).join(';'),
  )
}
