import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { CheckoutError } from '../errors'

const digest = (text: string) => createHash('sha256').update(text).digest()

/** @throws CheckoutError unauthorized */
export function requireBearer(request: FastifyRequest, keys: readonly string[]): void {
  const given = bearerOf(request)
  if (given !== null && keys.some((key) => timingSafeEqual(digest(key), digest(given)))) return
  throw new CheckoutError('unauthorized', 'A valid API key is required: Authorization: Bearer KEY.')
}

export function bearerOf(request: FastifyRequest): string | null {
  return /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null
}
