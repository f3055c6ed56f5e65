/** Addresses in the configuration. Plain http sends secrets unencrypted: it is for loopback only. */
import { isIP, isIPv4 } from 'node:net'
import { problem } from './variables/problem'
import { optional, required, whole, type Environment } from './variables/variables'

/** Characters of a path segment that browser, cookie path and router treat alike. */
const DIRECTORY = /^\/(?:[A-Za-z0-9._~-]+\/)*$/

/** The authorised payment directory. */
export function publicUrl(env: Environment): URL {
  const mend = 'Set the authorised payment directory, e.g. https://pay.example.com/pay/'
  const url = secureUrl('PUBLIC_URL', required(env, 'PUBLIC_URL', mend))
  if (!url.pathname.endsWith('/')) throw problem('PUBLIC_URL', 'must end with /.')
  if (!DIRECTORY.test(url.pathname)) {
    throw problem(
      'PUBLIC_URL',
      'its path may only have letters, digits and - . _ ~ between slashes.',
    )
  }
  return url
}

/**
 * The base address of a gateway.
 * @returns without a trailing `/`
 */
export function gatewayUrl(env: Environment, name: string, fallback: string): string {
  let { href } = secureUrl(name, optional(env, name) ?? fallback)
  while (href.endsWith('/')) href = href.slice(0, -1)
  return href
}

function secureUrl(name: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol)) throw problem(name, 'set a full https address.')
  if (url.username || url.password || url.search || url.hash) {
    throw problem(name, 'must not contain a user, query or fragment.')
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw problem(name, 'plain http is for loopback addresses only: use https.')
  }
  return url
}

/** @param host as in a URL */
export function isLoopback(host: string): boolean {
  const named = host === 'localhost' || host.endsWith('.localhost')
  return named || host === '[::1]' || (isIPv4(host) && host.startsWith('127.'))
}

/** Sent to Paymax where the payer has no IPv4 address. */
export function clientIpFallback(env: Environment): string {
  const ip = optional(env, 'CLIENT_IP_FALLBACK') ?? '127.0.0.1'
  if (!isIPv4(ip)) throw problem('CLIENT_IP_FALLBACK', 'set an IPv4 address.')
  return ip
}

/**
 * For Fastify's `trustProxy`: true, false, or a list of addresses, networks and their names. A number of hops
 * is refused, because Fastify then silently trusts nobody.
 */
export function trustProxy(env: Environment): boolean | string {
  const text = optional(env, 'TRUST_PROXY') ?? 'false'
  if (text === 'true' || text === 'false') return text === 'true'
  if (text.split(',').every((part) => isTrusted(part.trim()))) return text
  throw problem(
    'TRUST_PROXY',
    'set true, false, or the proxies’ addresses, e.g. loopback or 10.0.0.0/8 (a number of hops is not safe).',
  )
}

function isTrusted(text: string) {
  return ['loopback', 'linklocal', 'uniquelocal'].includes(text) || isNetwork(text)
}

/** An IP address, or a network such as `10.0.0.0/8`. */
export function isNetwork(text: string): boolean {
  const [address = '', bits = '0', ...more] = text.split('/')
  const most = { 4: 32, 6: 128 }[isIP(address)]
  return most !== undefined && more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most
}

/** Unset: the embedded database, for one backend process. */
export function database(
  env: Environment,
): { kind: 'embedded'; dir: string } | { kind: 'postgres'; url: string; pool?: number } {
  const url = postgresUrl(env, 'DATABASE_URL')
  const given = optional(env, 'DATABASE_POOL') !== undefined
  const pool = whole(env, 'DATABASE_POOL', { min: 2, max: 1_000, default: 10 })
  if (url === undefined) return { kind: 'embedded', dir: optional(env, 'DATA_DIR') ?? './data' }
  return { kind: 'postgres', url, ...(given && { pool }) }
}

/** The connection that processes notify each other on: it must bypass any pooler. Null: on the embedded database. */
export function databaseListenUrl(env: Environment): string | null {
  const url = postgresUrl(env, 'DATABASE_LISTEN_URL')
  if (url === undefined) return optional(env, 'DATABASE_URL') ?? null
  if (optional(env, 'DATABASE_URL') !== undefined) return url
  throw problem('DATABASE_LISTEN_URL', 'set DATABASE_URL too, or leave it out.')
}

function postgresUrl(env: Environment, name: string): string | undefined {
  const url = optional(env, name)
  if (url === undefined || isPostgresUrl(url)) return url
  throw problem(
    name,
    'set postgres://user:password@host/database, with # in the password as %23, / as %2F, ? as %3F, % as %25; or leave it out.',
  )
}

/** With a host or a socket in it: otherwise the driver takes the host from `PGHOST`, which is not validated here. */
function isPostgresUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, searchParams } = new URL(text)
  const host = searchParams.getAll('host').at(-1) || hostname
  return /^postgres(ql)?:$/.test(protocol) && host !== ''
}
