import type { FastifyRequest } from 'fastify'
import { mayPay } from '../../wechat/user-agent'

/**
 * Whether a payer's WeChat is opening a page in this moment: no HEAD, no prefetch and no preview (WeChat
 * and its scanners fetch links nobody has tapped yet), nothing that only asks for the file. Engines that
 * tell nothing about their fetches (iOS before 16.4) are believed by their user agent.
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
