import { createPublicKey, generateKeyPairSync } from 'node:crypto'

export interface KeyPair {
  privateKey: string
  publicKey: string
}

function generate(): KeyPair {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
}

const made = new Map<string, KeyPair>()

type KeyPurpose =
  'merchant' | 'paymax' | 'stranger' | 'wechatpay_merchant' | 'wechatpay' | 'wechatpay_platform'

/** Made once a process and purpose: a test suite starts many sandboxes. */
export function keyPairFor(purpose: KeyPurpose): KeyPair {
  const pair = made.get(purpose) ?? generate()
  made.set(purpose, pair)
  return pair
}

export function keyPairFrom(privateKey: string): KeyPair {
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString()
  return { privateKey, publicKey }
}
