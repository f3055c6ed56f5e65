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

/**
 * Key pairs made before, as JSON by purpose. A test run starts hundreds of processes, and generating five
 * pairs took each of them longer than many tests.
 */
export const keyPairsVariable = 'SANDBOX_KEY_PAIRS'

const made = new Map<string, KeyPair>(
  Object.entries(JSON.parse(process.env[keyPairsVariable] ?? '{}') as Record<string, KeyPair>),
)

const purposes = [
  'merchant',
  'paymax',
  'stranger',
  'wechatpay_merchant',
  'wechatpay',
  'wechatpay_platform',
] as const
type KeyPurpose = (typeof purposes)[number]

/** The value of `SANDBOX_KEY_PAIRS` for processes started from this one. */
export function makeAllKeyPairs(): string {
  return JSON.stringify(Object.fromEntries(purposes.map((one) => [one, keyPairFor(one)])))
}

/** Made once per process and purpose: a test suite starts many sandboxes. */
export function keyPairFor(purpose: KeyPurpose): KeyPair {
  const pair = made.get(purpose) ?? generate()
  made.set(purpose, pair)
  return pair
}

export function keyPairFrom(privateKey: string): KeyPair {
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString()
  return { privateKey, publicKey }
}
