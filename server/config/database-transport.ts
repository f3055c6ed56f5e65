/** Whether a PostgreSQL connection is encrypted, judged by its address only. */
import { isLoopback } from './addresses'

/**
 * The `sslmode` values for which the driver uses TLS and verifies the server's certificate and name. It
 * treats `require` and `verify-ca` like that too, unless it is told to follow libpq, which verifies less or
 * nothing.
 */
const verified: ReadonlySet<string | null> = new Set(['require', 'verify-ca', 'verify-full'])

/**
 * Whether personal data and the password would cross a network unencrypted, or go to an unverified server. A
 * Unix socket and a loopback address are not a network.
 */
export function isPlaintextConnection(address: string): boolean {
  const url = new URL(address)
  // The driver takes the last where a name occurs twice.
  const of = (name: string) => url.searchParams.getAll(name).at(-1) ?? null
  const host = of('host') || decodeURIComponent(url.hostname)
  if (host.startsWith('/') || isLoopback(host)) return false
  const mode = of('sslmode')
  if (of('uselibpqcompat') === 'true') return mode !== 'verify-full'
  if (mode !== null) return !verified.has(mode)
  return of('ssl') !== 'true' && of('ssl') !== '1'
}
