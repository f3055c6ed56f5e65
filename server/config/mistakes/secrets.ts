/** Secrets that can be guessed, and secrets used in two places. */
import { secretOf } from '../merchant-keys'
import { optional } from '../variables/variables'
import { wrong, type Finding } from './finding'
import type { ConfigInput } from './config-input'

/** Secrets generated here, not issued by a gateway. */
const made = [
  'SESSION_SECRET',
  'MERCHANT_API_KEY',
  'METRICS_API_KEY',
  'NOTIFY_SECRET',
  'WECHATPAY_API_V3_KEY',
]
const given = ['WECHAT_APP_SECRET', 'PAYMAX_SECRET_KEY']

export function weakSecrets(input: ConfigInput): Finding[] {
  return made
    .filter((name) => secretsIn(input, name).some(isWeak))
    .map((name) =>
      wrong(
        'weak_secret',
        `${name} can be guessed: it repeats itself or contains a common word.`,
        name === 'WECHATPAY_API_V3_KEY'
          ? 'Generate a new one with openssl rand -hex 16, and set it at 微信支付商户平台 “账户中心” → “API安全” → “APIv3密钥” as well.'
          : `Generate ${name} with: ${name === 'NOTIFY_SECRET' ? 'echo "whsec_$(openssl rand -base64 32)"' : 'openssl rand -hex 32'}`,
      ),
    )
}

export function sharedSecrets(input: ConfigInput): Finding[] {
  const owners = new Map<string, string[]>()
  for (const name of [...made, ...given]) {
    for (const secret of new Set(secretsIn(input, name))) {
      owners.set(secret, [...(owners.get(secret) ?? []), name])
    }
  }
  return [...owners.values()]
    .filter((names) => names.length > 1)
    .map((names) =>
      wrong(
        'shared_secret',
        `${names.join(' and ')} are the same secret: whoever learns one has the other.`,
        'Generate a separate secret for each: openssl rand -hex 32',
      ),
    )
}

function secretsIn({ env }: ConfigInput, name: string): string[] {
  const list = (optional(env, name) ?? '').split(',').map((one) => one.trim())
  const input = list.filter((one) => one !== '')
  return name === 'MERCHANT_API_KEY' ? input.map(secretOf) : input
}

const words = /change.?me|password|passwd|secret|example|qwerty|1234567|abcdefg|(.)\1{7}/i
/** The hex of 8 random bytes has more different characters, in all but 1 of 25,000 cases. */
const fewestKinds = 6

function isWeak(secret: string): boolean {
  const text = secret.replace(/^whsec_/, '')
  // If it occurs in its own double before its end, it is a shorter text repeated.
  const repeats = `${text}${text}`.indexOf(text, 1) < text.length
  return repeats || new Set(text).size < fewestKinds || words.test(text)
}
