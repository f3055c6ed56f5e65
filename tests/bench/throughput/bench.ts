import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { untilReady } from '../../../mocks/sandbox/demo/backend'
import { buildParts } from './build'
import { startHelper, type Helper } from './processes'
import { asEnvironment, createWorld, type World } from './world'

const main = fileURLToPath(new URL('../../../dist/server/main.js', import.meta.url))

export interface Bench {
  readonly ours: Helper
  /** The same build, whose payments are made at WeChat Pay. */
  readonly oursAtWechatPay: Helper
  readonly bare: Helper
  readonly rsa: Helper
  readonly standIn: Helper
  readonly driver: Helper
  readonly origins: Readonly<Record<'ours' | 'oursAtWechatPay' | 'bare', string>>
  close: () => Promise<void>
}

/** Six processes: the production backend at each gateway, the two baselines, and the stand-ins and payers beside them. */
export async function openBench(): Promise<Bench> {
  const part = await buildParts()
  const world = await createWorld()
  const dataDir = await mkdtemp(join(tmpdir(), 'checkout-throughput-'))
  const [oursPort, wechatPort, barePort] = [await freePort(), await freePort(), await freePort()]
  const origins = {
    ours: originAt(oursPort),
    oursAtWechatPay: originAt(wechatPort),
    bare: originAt(barePort),
  }
  const environment = { ...asEnvironment(world), NODE_ENV: 'production' }

  const started: Helper[] = []
  const start = (...args: Parameters<typeof startHelper>) => {
    const helper = startHelper(...args)
    started.push(helper)
    return helper
  }
  async function close(): Promise<void> {
    await Promise.all(started.map((helper) => helper.stop()))
    await rm(dataDir, { recursive: true, force: true })
  }

  try {
    const standIn = start(part('stand-in'), environment)
    const driver = start(part('driver'), environment)
    const rsa = start(part('rsa-alone'), environment, part('meter'))
    const bareEnvironment = { ...environment, DATA_DIR: join(dataDir, 'bare') }
    const bare = start(part('bare-server'), bareEnvironment, part('meter'))
    const oursEnvironment = configuration(world, oursPort, join(dataDir, 'ours'))
    const ours = start(main, oursEnvironment, part('meter'))
    const atWechatPay = configuration(world, wechatPort, join(dataDir, 'wechatpay'), 'wechatpay')
    const oursAtWechatPay = start(main, atWechatPay, part('meter'))
    await standIn.ask({ ask: 'listen' })
    await bare.ask({ ask: 'listen', port: barePort })
    await untilReady(`${origins.ours}/pay/api/readyz`, ours.ended)
    await untilReady(`${origins.oursAtWechatPay}/pay/api/readyz`, oursAtWechatPay.ended)
    return { ours, oursAtWechatPay, bare, rsa, standIn, driver, origins, close }
  } catch (error) {
    await close()
    throw error
  }
}

export const originAt = (port: number) => `http://127.0.0.1:${String(port)}`

/** A whole production configuration, among the stand-ins. */
export function configuration(
  world: World,
  port: number,
  dataDir: string,
  gateway: 'paymax' | 'wechatpay' = 'paymax',
): Record<string, string> {
  const standIn = originAt(world.standInPort)
  return {
    NODE_ENV: 'production',
    PUBLIC_URL: `${originAt(port)}/pay/`,
    HOST: '127.0.0.1',
    PORT: String(port),
    WECHAT_APP_ID: 'wx5a7d0c1e9b3f2468',
    WECHAT_APP_SECRET: randomBytes(16).toString('hex'),
    WECHAT_OPEN_URL: standIn,
    WECHAT_API_URL: standIn,
    PAYMAX_BASE_URL: `${standIn}/merchant-api`,
    PAYMAX_SECRET_KEY: world.secretKey,
    PAYMAX_APP: world.app,
    PAYMAX_PRIVATE_KEY: world.merchantPrivateKey,
    PAYMAX_PUBLIC_KEY: world.paymaxPublicKey,
    ...(gateway === 'wechatpay' && wechatpayConfiguration(world, standIn)),
    CLIENT_IP_FALLBACK: '127.0.0.1',
    TRUST_PROXY: 'loopback',
    DATA_DIR: dataDir,
    SESSION_SECRET: randomBytes(32).toString('hex'),
    MERCHANT_API_KEY: world.apiKeys.join(','),
    MERCHANT_NAME: '山茶咖啡',
  }
}

function wechatpayConfiguration(world: World, standIn: string): Record<string, string> {
  const { mchId, serial, apiV3Key, publicKeyId } = world.wechatpay
  return {
    GATEWAY: 'wechatpay',
    WECHATPAY_BASE_URL: standIn,
    WECHATPAY_MCH_ID: mchId,
    WECHATPAY_CERTIFICATE_SERIAL: serial,
    WECHATPAY_PRIVATE_KEY: world.merchantPrivateKey,
    WECHATPAY_API_V3_KEY: apiV3Key,
    WECHATPAY_PUBLIC_KEY_ID: publicKeyId,
    WECHATPAY_PUBLIC_KEY: world.paymaxPublicKey,
  }
}
