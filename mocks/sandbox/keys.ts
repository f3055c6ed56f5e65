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
 * Pairs that were made before, as JSON by purpose. A run of tests starts hundreds of processes: to make five
 * pairs took each of them longer than many a test.
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

/** What `SANDBOX_KEY_PAIRS` says for the processes that are started after this one. */
export function makeAllKeyPairs(): string {
  return JSON.stringify(Object.fromEntries(purposes.map((one) => [one, keyPairFor(one)])))
}

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
