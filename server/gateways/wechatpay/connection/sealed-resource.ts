/** What WeChat Pay encrypts with the APIv3 key (AES-256-GCM): a webhook's resource, a listed certificate. */
import { createDecipheriv } from 'node:crypto'
import { Type, type Static } from 'typebox'

/** `associated_data` may be empty, null or missing: then only the text is authenticated. */
export const Sealed = Type.Object({
  algorithm: Type.Literal('AEAD_AES_256_GCM'),
  nonce: Type.String({ minLength: 12, maxLength: 12 }),
  associated_data: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  ciphertext: Type.String(),
})

export type Sealed = Static<typeof Sealed>

const TAG_BYTES = 16

/**
 * Decrypting proves nothing about the sender: the signature does, and is checked first.
 * @param apiV3Key 32 bytes
 * @returns the plain bytes; null where the tag does not match
 */
export function openSealed(sealed: Sealed, apiV3Key: Buffer): Buffer | null {
  const bytes = Buffer.from(sealed.ciphertext, 'base64')
  if (bytes.length < TAG_BYTES) return null
  const decipher = createDecipheriv('aes-256-gcm', apiV3Key, Buffer.from(sealed.nonce), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(Buffer.from(sealed.associated_data ?? ''))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  const plain = decipher.update(bytes.subarray(0, -TAG_BYTES))
  try {
    // `final` checks the tag: without it an altered text would pass.
    return Buffer.concat([plain, decipher.final()])
  } catch {
    return null
  }
}
