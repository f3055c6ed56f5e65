import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { CheckoutError } from '../contract/errors'

const digest = (text: string) => createHash('sha256').update(text).digest()

/** @throws CheckoutError unauthorized */
export function requireBearer(request: FastifyRequest, keys: readonly string[]): void {
  if (bearerAmong(request, keys) !== null) return
  throw new CheckoutError('unauthorized', 'A valid API key is required: Authorization: Bearer KEY.')
}

/** @returns the one of our keys that the request holds; how long it takes tells nothing of them */
export function bearerAmong(request: FastifyRequest, keys: readonly string[]): string | null {
  const given = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (given === undefined) return null
  return keys.find((key) => timingSafeEqual(digest(key), digest(given))) ?? null
}

/** Whether it holds any key, be it one of ours or none. */
export function hasBearer({ headers }: FastifyRequest): boolean {
  return headers.authorization?.slice(0, 'bearer '.length).toLowerCase() === 'bearer '
}
