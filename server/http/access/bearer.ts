import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { KeyScope, MerchantKey } from '../../config/merchant-keys'
import { CheckoutError } from '../../contract/errors'

const digest = (text: string) => createHash('sha256').update(text).digest()

/** @throws CheckoutError unauthorized */
export function requireBearer(request: FastifyRequest, keys: readonly string[]): void {
  if (bearerAmong(request, keys) !== null) return
  throw new CheckoutError('unauthorized', 'A valid API key is required: Authorization: Bearer KEY.')
}

/**
 * @param need what the call requires; `all`: a key without a scope
 * @throws CheckoutError unauthorized, forbidden
 */
export function requireMerchantKey(
  request: FastifyRequest,
  keys: readonly MerchantKey[],
  need: KeyScope | 'all',
): void {
  const { scope } = merchantKeyOf(request, keys)
  if (scope === 'all' || need === 'read' || scope === need) return
  const detail = `This key is narrowed to ${scope}: it may not make this call.`
  throw new CheckoutError('forbidden', detail)
}

/** @throws CheckoutError unauthorized */
export function merchantKeyOf(request: FastifyRequest, keys: readonly MerchantKey[]): MerchantKey {
  const among = keys.flatMap(({ forms }) => forms)
  requireBearer(request, among)
  const form = bearerAmong(request, among)
  const key = keys.find(({ forms }) => form !== null && forms.includes(form))
  if (!key) throw new Error('A key that is among ours is none of them.')
  return key
}

/** @returns the matching key; compared in constant time */
export function bearerAmong(request: FastifyRequest, keys: readonly string[]): string | null {
  const given = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (given === undefined) return null
  return keys.find((key) => timingSafeEqual(digest(key), digest(given))) ?? null
}

/** Whether the request has any key, valid or not. */
export function hasBearer({ headers }: FastifyRequest): boolean {
  return headers.authorization?.slice(0, 'bearer '.length).toLowerCase() === 'bearer '
}
