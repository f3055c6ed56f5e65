import type { FastifyRequest } from 'fastify'
import { mayPay } from '../../wechat/user-agent'

/**
 * Whether a payer's WeChat is opening a page right now: not a HEAD, prefetch or preview (WeChat and its
 * scanners fetch links that nobody has tapped yet), and not a plain file request. Engines without `Sec-Fetch`
 * headers (iOS before 16.4) are judged by their user agent.
 */
export function isPageLoad({ method, headers }: FastifyRequest): boolean {
  return (
    method === 'GET' &&
    isOrAbsent(headers['sec-fetch-mode'], 'navigate') &&
    isOrAbsent(headers['sec-fetch-dest'], 'document') &&
    !ahead.some((name) => /prefetch|prerender|preview/i.test(String(headers[name] ?? ''))) &&
    mayPay(headers['user-agent'])
  )
}

const ahead = ['purpose', 'sec-purpose', 'x-purpose', 'x-moz'] as const

function isOrAbsent(header: string | string[] | undefined, expected: string): boolean {
  return header === undefined || header === expected
}
