/** SHA256withRSA, PKCS#1 v1.5, in Base64: the one signature of WeChat Pay API v3, ours and theirs. */
import { sign, verify, type KeyObject } from 'node:crypto'

const ALGORITHM = 'RSA-SHA256'

/** @param text signed as UTF-8, to the last byte */
export function signText(text: string, privateKey: KeyObject): Promise<string> {
  return new Promise((resolve, reject) => {
    // With a callback the RSA work leaves the event loop for the thread pool.
    sign(ALGORITHM, Buffer.from(text), privateKey, (error, signature) => {
      if (error) reject(error)
      else resolve(signature.toString('base64'))
    })
  })
}

/** What is no Base64 holds for nothing, and throws nothing. */
export function verifyText(
  data: Buffer,
  signature: string,
  publicKey: KeyObject,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    verify(ALGORITHM, data, publicKey, Buffer.from(signature, 'base64'), (error, valid) => {
      if (error) reject(error)
      else resolve(valid)
    })
  })
}
