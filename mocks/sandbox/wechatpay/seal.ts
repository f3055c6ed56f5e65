import { createCipheriv } from 'node:crypto'
import { randomHex } from '../random'

export interface Sealed {
  algorithm: 'AEAD_AES_256_GCM'
  ciphertext: string
  associated_data: string
  nonce: string
}

/** @param key the 32 bytes of the APIv3 key's text */
export function seal(key: string, plain: string, associatedData: string): Sealed {
  const nonce = randomHex(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key), Buffer.from(nonce))
  cipher.setAAD(Buffer.from(associatedData))
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return {
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: sealed.toString('base64'),
    associated_data: associatedData,
    nonce,
  }
}

/** Changes the last byte of the tag: a receiver that ignores the tag would not notice. */
export function breakSeal(sealed: Sealed): Sealed {
  const bytes = Buffer.from(sealed.ciphertext, 'base64')
  const last = bytes.length - 1
  bytes.writeUInt8(bytes.readUInt8(last) ^ 1, last)
  return { ...sealed, ciphertext: bytes.toString('base64') }
}
