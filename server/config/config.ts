/** The environment, validated once. Nothing else reads it. */
import {
  clientIpFallback,
  database,
  databaseListenUrl,
  gatewayUrl,
  publicUrl,
  trustProxy,
} from './addresses'
import { catalog, openAmount, type CatalogItem } from './catalog'
import { chargeTimes, type ChargeTimes } from './charge-times'
import { forgetAfter } from './forget-after'
import { exposedKeyFiles } from './variables/key-files'
import { gateways, type Gateways } from './gateways'
import { limits, type Limits } from './limits'
import { merchantContact } from './merchant-contact'
import { merchantKeys, type MerchantKey } from './merchant-keys'
import { notifications, type Notifications } from './notifications'
import { readAll } from './variables/problem'
import { restored } from './restored-backup'
import { themeDir } from './theme'
import {
  oneOf,
  optional,
  secrets,
  shown,
  token,
  whole,
  type Environment,
} from './variables/variables'

export { ConfigError } from './variables/problem'

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

export interface Config {
  /** Ends with `/`; https, or http on loopback. */
  readonly publicUrl: URL
  /** Its path, `/pay/`. */
  readonly basePath: string
  readonly host: string
  readonly port: number
  readonly wechat: {
    readonly appId: string
    readonly appSecret: string
    readonly scope: 'snsapi_base' | 'snsapi_userinfo'
    /** Without a trailing `/`, like the next one. */
    readonly openUrl: string
    readonly apiUrl: string
  }
  readonly gateways: Gateways
  /** IPv4 */
  readonly clientIpFallback: string
  readonly charge: ChargeTimes
  /** ms */
  readonly sessionTtl: number
  readonly database: ReturnType<typeof database>
  /** The connection that processes notify each other on; null: on the embedded database. */
  readonly databaseListenUrl: string | null
  /** Unix ms: when the restored backup was made; null: none was restored. */
  readonly restored: number | null
  /** Each at least 32 bytes; the first signs. */
  readonly sessionSecrets: readonly string[]
  readonly merchantApiKeys: readonly MerchantKey[]
  readonly metricsApiKeys: readonly string[]
  readonly notifications: Notifications
  readonly merchantName: string
  /** A telephone number, `wechat:ID` or an https address; null: no contact is shown. */
  readonly merchantContact: string | null
  readonly catalog: readonly CatalogItem[]
  /** fen; null: off */
  readonly openAmount: { readonly min: number; readonly max: number } | null
  /** ms: how long paying for the same again needs the payer's confirmation. */
  readonly justPaidWindow: number
  /** ms after an order ended: when its payer's data is erased; null: never automatically. */
  readonly forgetAfter: number | null
  /** ms: how long a process that was told to stop reports not ready before it closes. */
  readonly drain: number
  /** The folder of the merchant's theme; null: the built-in one. */
  readonly themeDir: string | null
  readonly trustProxy: boolean | string
  /** Requests per minute. */
  readonly limits: Limits
  readonly logLevel: (typeof logLevels)[number]
  /** Warnings for the log of the start: allowed, but should be fixed. One sentence each. */
  readonly warnings: readonly string[]
}

/** The catalogue and the address: all that links and posters need. */
export type Shop = Pick<Config, 'publicUrl' | 'merchantName' | 'catalog' | 'openAmount'>

/** @throws ConfigError like `readConfig`, about these variables only */
export function readShop(env: Environment): Shop {
  return readAll<Shop>(shopReaders(env))
}

function shopReaders(env: Environment): { [K in keyof Shop]: () => Shop[K] } {
  return {
    publicUrl: () => publicUrl(env),
    merchantName: () => shown(env, 'MERCHANT_NAME', 'Set the name that payers read.'),
    catalog: () => catalog(env),
    openAmount: () => openAmount(env),
  }
}

/**
 * @param env the environment; an empty variable counts as missing
 * @throws ConfigError that names every missing or wrong variable, with how to fix each
 */
export function readConfig(env: Environment): Config {
  const shop = shopReaders(env)
  const config = readAll<Omit<Config, 'basePath'>>({
    publicUrl: shop.publicUrl,
    host: () => optional(env, 'HOST') ?? '127.0.0.1',
    port: () => whole(env, 'PORT', { min: 0, max: 65_535, default: 8787 }),
    wechat: () => wechat(env),
    gateways: () => gateways(env),
    clientIpFallback: () => clientIpFallback(env),
    charge: () => chargeTimes(env),
    sessionTtl: () => 1000 * whole(env, 'SESSION_TTL', { min: 1, max: 86_400, default: 900 }),
    database: () => database(env),
    databaseListenUrl: () => databaseListenUrl(env),
    restored: () => restored(env),
    sessionSecrets: () => secrets(env, 'SESSION_SECRET', sessionRule),
    merchantApiKeys: () => merchantKeys(env, 'MERCHANT_API_KEY'),
    metricsApiKeys: () =>
      optional(env, 'METRICS_API_KEY') ? secrets(env, 'METRICS_API_KEY', apiKeyRule) : [],
    notifications: () => notifications(env),
    merchantName: shop.merchantName,
    merchantContact: () => merchantContact(env),
    catalog: shop.catalog,
    openAmount: shop.openAmount,
    justPaidWindow: () =>
      1000 * whole(env, 'JUST_PAID_WINDOW', { min: 0, max: 86_400, default: 600 }),
    forgetAfter: () => forgetAfter(env),
    drain: () => 1000 * whole(env, 'DRAIN', { min: 0, max: 300, default: 5 }),
    themeDir: () => themeDir(env),
    trustProxy: () => trustProxy(env),
    limits: () => limits(env),
    logLevel: () => oneOf(env, 'LOG_LEVEL', logLevels, 'info'),
    warnings: () =>
      exposedKeyFiles(env, {
        secret: ['PAYMAX_PRIVATE_KEY', 'WECHATPAY_PRIVATE_KEY'],
        public: ['PAYMAX_PUBLIC_KEY', 'WECHATPAY_PUBLIC_KEY', 'WECHATPAY_PLATFORM_CERTIFICATES'],
      }),
  })
  const { merchantApiKeys, metricsApiKeys } = config
  return {
    ...config,
    basePath: config.publicUrl.pathname,
    metricsApiKeys:
      metricsApiKeys.length > 0 ? metricsApiKeys : merchantApiKeys.flatMap(({ forms }) => forms),
  }
}

const sessionRule = { minBytes: 32, mend: 'Make one with: openssl rand -base64 32' }
const apiKeyRule = { minBytes: 16, mend: 'Make one with: openssl rand -hex 32' }

function wechat(env: Environment) {
  return readAll<Config['wechat']>({
    appId: () => token(env, 'WECHAT_APP_ID', 'Set the official account’s AppID, wx….'),
    appSecret: () => token(env, 'WECHAT_APP_SECRET', 'Set the official account’s AppSecret.'),
    scope: () =>
      oneOf(env, 'WECHAT_OAUTH_SCOPE', ['snsapi_base', 'snsapi_userinfo'], 'snsapi_base'),
    openUrl: () => gatewayUrl(env, 'WECHAT_OPEN_URL', 'https://open.weixin.qq.com'),
    apiUrl: () => gatewayUrl(env, 'WECHAT_API_URL', 'https://api.weixin.qq.com'),
  })
}
