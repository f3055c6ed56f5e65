import { keyPairFor, keyPairFrom } from '../keys'
import type { KeyPair } from '../keys'
import { randomHex } from '../random'
import type { Account, PlatformCertificate } from './account'
import { makeCertificate } from './certificate'

/**
 * `public_key`: a new merchant; `certificates`: an old one; `change_over`: the week between, when answers
 * follow the request and webhooks may use either.
 */
export type VouchingMode = 'public_key' | 'change_over' | 'certificates'

export interface AccountOptions {
  mchid?: string
  /** 32 bytes of text. */
  apiV3Key?: string
  /** Of the merchant's certificate. */
  serial?: string
  /** PEM; generated otherwise, like the next one. */
  merchantPrivateKey?: string
  publicKeyId?: string
  wechatPayPrivateKey?: string
  mode?: VouchingMode
}

const year = 365 * 86_400_000

const digits = (length: number) => randomHex(length).replace(/[a-f]/g, '7')
/** A positive number, as DER requires. */
const serial = () => `4${randomHex(39)}`.toUpperCase()
/** Made when it is first needed: most tests pay elsewhere, and generating keys is slow. */
const pairFrom = (given: string | undefined, purpose: 'wechatpay_merchant' | 'wechatpay') =>
  given === undefined ? keyPairFor(purpose) : keyPairFrom(given)

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => (made ??= { value: make() }).value
}

function platformCertificate(now: number): PlatformCertificate {
  const pair: KeyPair = keyPairFor('wechatpay_platform')
  const name = serial()
  const [effectiveAt, expiresAt] = [now - year, now + 4 * year]
  return {
    ...{ serial: name, pair, effectiveAt, expiresAt },
    pem: makeCertificate(pair, name, effectiveAt, expiresAt),
  }
}

export function openAccount(
  given: AccountOptions,
  who: Pick<Account, 'appid' | 'knowsOpenid'>,
  now: () => number,
): Account {
  const mode = given.mode ?? 'change_over'
  const merchant = once(() => pairFrom(given.merchantPrivateKey, 'wechatpay_merchant'))
  const wechatPay = once(() => pairFrom(given.wechatPayPrivateKey, 'wechatpay'))
  const certificate = once(() => platformCertificate(now()))
  const mchid = given.mchid ?? `19${digits(8)}`
  const id = given.publicKeyId ?? `PUB_KEY_ID_0${mchid}${digits(20)}`
  return {
    appid: who.appid,
    knowsOpenid: who.knowsOpenid,
    mchid,
    apiV3Key: given.apiV3Key ?? randomHex(32),
    serial: (given.serial ?? serial()).toUpperCase(),
    get merchant() {
      return merchant()
    },
    get publicKey() {
      return mode === 'certificates' ? null : { id, pair: wechatPay() }
    },
    get certificate() {
      return mode === 'public_key' ? null : certificate()
    },
  }
}
