import { Type } from 'typebox'
import { CheckoutError } from '../contract/errors'

/** Optional in the schema, because a missing key has an error code of its own. */
export const IdempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      maxLength: 255,
      description: 'required; a value that you choose, a new one for each operation',
    }),
  ),
})

/** @throws CheckoutError idempotency_key_required */
export function requireIdempotencyKey(key: string | undefined): string {
  if (key !== undefined && key !== '') return key
  throw new CheckoutError('idempotency_key_required', 'The header Idempotency-Key is required.')
}
