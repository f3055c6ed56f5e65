/** Keys that are valid but of the wrong kind. */
import { createPublicKey, type KeyObject } from 'node:crypto'
import type { Config } from '../config'
import { wrong, type Finding } from './finding'
import type { ConfigInput } from './config-input'

const paymaxConsole = 'Paymax’s console “个人中心” → “基本信息” → “开发信息”'
const wechatpayConsole = '微信支付商户平台 “账户中心” → “API安全”'

export function mistakesInKeys({ config, refused }: ConfigInput): Finding[] {
  return [...swappedKeys(refused), ...(config ? wrongKeys(config) : [])]
}

/** The key reader reports each key of the other kind. */
function swappedKeys(refused: readonly string[]): Finding[] {
  const names = refused.flatMap(
    (line) => /^(PAYMAX|WECHATPAY)_\w+: is a (?:public|private) key/.exec(line)?.[1] ?? [],
  )
  return [...new Set(names)].map((name) =>
    wrong(
      'keys_swapped',
      `${name}_PRIVATE_KEY or ${name}_PUBLIC_KEY is the wrong kind of key: public instead of private, or the other way round.`,
      `Set ${name}_PRIVATE_KEY to your own private key, and ${name}_PUBLIC_KEY to the gateway’s public key: ${name === 'PAYMAX' ? `“Paymax公钥” from ${paymaxConsole}` : `“微信支付公钥” from ${wechatpayConsole}`}.`,
    ),
  )
}

function wrongKeys({ gateways: { paymax, wechatpay } }: Config): Finding[] {
  const ourPaymax = paymax && createPublicKey(paymax.privateKey)
  const ourWechatpay = wechatpay && createPublicKey(wechatpay.privateKey)
  const theirWechatpay = wechatpay?.publicKey?.key ?? null
  return [
    ...(paymax && same(ourPaymax, paymax.publicKey) ? [ownKey('PAYMAX_PUBLIC_KEY')] : []),
    ...(same(ourWechatpay, theirWechatpay) ? [ownKey('WECHATPAY_PUBLIC_KEY')] : []),
    ...(paymax && (same(ourWechatpay, paymax.publicKey) || same(theirWechatpay, paymax.publicKey))
      ? [otherGateways('PAYMAX_PUBLIC_KEY')]
      : []),
    ...(same(ourPaymax, theirWechatpay) ? [otherGateways('WECHATPAY_PUBLIC_KEY')] : []),
  ]
}

const same = (one: KeyObject | null, other: KeyObject | null) =>
  one !== null && other !== null && one.equals(other)

function ownKey(name: string): Finding {
  return wrong(
    'own_key_as_gateways',
    `${name} is the public key of your own private key: no answer of the gateway can be verified with it.`,
    `Copy the gateway’s public key: ${theirs(name)}.`,
  )
}

function otherGateways(name: string): Finding {
  return wrong(
    'key_of_other_gateway',
    `${name} belongs to the other gateway.`,
    `Copy this gateway’s public key: ${theirs(name)}.`,
  )
}

const theirs = (name: string) =>
  name === 'PAYMAX_PUBLIC_KEY'
    ? `“Paymax公钥” from ${paymaxConsole}`
    : `“微信支付公钥” from ${wechatpayConsole}`
