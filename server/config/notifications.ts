import { isNetwork, isLoopback } from './addresses'
import { problem, readAll } from './variables/problem'
import { optional, type Environment } from './variables/variables'

/** Settings of the notifications to shops. */
export interface Notifications {
  /** For orders without an address of their own; null: those are not notified. */
  readonly url: string | null
  /** `whsec_…`; each signs. None: nothing is sent. */
  readonly secrets: readonly string[]
  /** IP addresses and networks. */
  readonly allowPrivate: readonly string[]
}

export function notifications(env: Environment): Notifications {
  const read = readAll<Notifications>({
    url: () => notifyUrl(env),
    secrets: () => list(env, 'NOTIFY_SECRET', isSecret, secretRule),
    allowPrivate: () => list(env, 'NOTIFY_ALLOW_PRIVATE', isNetwork, networkRule),
  })
  if (read.url !== null && read.secrets.length === 0) {
    throw problem('NOTIFY_SECRET', 'missing. NOTIFY_URL is set, and notifications must be signed.')
  }
  return read
}

const secretRule =
  'set whsec_ and the Base64 of 24 to 64 bytes. Make one with: echo "whsec_$(openssl rand -base64 32)"'
const networkRule = 'set IP addresses or networks such as 10.0.0.0/8, separated by commas.'

function notifyUrl(env: Environment): string | null {
  const text = optional(env, 'NOTIFY_URL')
  if (text === undefined) return null
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol))
    throw problem('NOTIFY_URL', 'set a full https address.')
  if (url.username || url.password || url.hash) {
    throw problem('NOTIFY_URL', 'must not contain a user or fragment.')
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw problem('NOTIFY_URL', 'plain http is for loopback addresses only: use https.')
  }
  return url.href
}

function isSecret(text: string): boolean {
  if (!/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/.test(text)) return false
  const { length } = Buffer.from(text.slice('whsec_'.length), 'base64')
  return length >= 24 && length <= 64
}

function list(
  env: Environment,
  name: string,
  isRight: (text: string) => boolean,
  rule: string,
): string[] {
  const found = (optional(env, name) ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
  if (found.every(isRight)) return found
  throw problem(name, rule)
}
