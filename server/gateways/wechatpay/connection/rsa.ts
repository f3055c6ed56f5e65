/** SHA256withRSA, PKCS#1 v1.5, in Base64: the signature of WeChat Pay API v3 in both directions. */
import { sign, verify, type KeyObject } from 'node:crypto'

const ALGORITHM = 'RSA-SHA256'

/** @param text signed as UTF-8 */
export function signText(text: string, privateKey: KeyObject): Promise<string> {
  return new Promise((resolve, reject) => {
    // With a callback, the RSA work runs on the thread pool instead of the event loop.
    sign(ALGORITHM, Buffer.from(text), privateKey, (error, signature) => {
      if (error) reject(error)
      else resolve(signature.toString('base64'))
    })
  })
}

/** @returns false also for what is not Base64; never throws */
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
