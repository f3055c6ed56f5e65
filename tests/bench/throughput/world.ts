/** What every process of the benchmark is told: one shop, its keys, and where everybody listens. */
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { freePort } from '../../../mocks/sandbox/demo/ports'

export interface World {
  readonly standInPort: number
  readonly secretKey: string
  readonly app: string
  readonly merchantPrivateKey: string
  readonly merchantPublicKey: string
  readonly paymaxPrivateKey: string
  readonly paymaxPublicKey: string
  /** Its keys are Paymax's: a signature costs the same by whichever. */
  readonly wechatpay: {
    readonly appId: string
    readonly mchId: string
    readonly serial: string
    readonly apiV3Key: string
    readonly publicKeyId: string
  }
  /** Many, because a key may place only so many orders a minute. */
  readonly apiKeys: readonly string[]
}

export async function createWorld(): Promise<World> {
  const [merchant, paymax] = [keys(), keys()]
  return {
    standInPort: await freePort(),
    secretKey: randomBytes(16).toString('hex'),
    app: `app_${randomBytes(16).toString('hex')}`,
    merchantPrivateKey: merchant.privateKey,
    merchantPublicKey: merchant.publicKey,
    paymaxPrivateKey: paymax.privateKey,
    paymaxPublicKey: paymax.publicKey,
    wechatpay: {
      appId: 'wx5a7d0c1e9b3f2468',
      mchId: '1900006511',
      serial: randomBytes(20).toString('hex').toUpperCase(),
      apiV3Key: randomBytes(16).toString('hex'),
      publicKeyId: `PUB_KEY_ID_01${'1900006511'.padStart(12, '0')}2025010100${'0'.repeat(6)}`,
    },
    apiKeys: Array.from({ length: 32 }, () => randomBytes(24).toString('hex')),
  }
}

function keys() {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
}

/** How it is handed to a process. */
export const asEnvironment = (world: World) => ({ WORLD: JSON.stringify(world) })

export const worldOfThisProcess = () => JSON.parse(process.env['WORLD'] ?? '') as World
