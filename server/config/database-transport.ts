/** How safe the line to a PostgreSQL is, by its address alone. */
import { isLoopback } from './addresses'

/**
 * What of `sslmode` the driver takes for TLS with the server's certificate verified, its name included. It takes
 * `require` and `verify-ca` for as much, unless it is told to be as libpq, which verifies less or nothing.
 */
const verified: ReadonlySet<string | null> = new Set(['require', 'verify-ca', 'verify-full'])

/**
 * Whether payers' names and the password would go over a network in the open, or to whoever answers. A socket
 * in the file system and a loopback address are no network.
 */
export function isPlaintextConnection(address: string): boolean {
  const url = new URL(address)
  const of = (name: string) => url.searchParams.get(name)
  const host = of('host') ?? decodeURIComponent(url.hostname)
  if (host === '' || host.startsWith('/') || isLoopback(host)) return false
  const mode = of('sslmode')
  if (of('uselibpqcompat') === 'true') return mode !== 'verify-full'
  if (mode !== null) return !verified.has(mode)
  return of('ssl') !== 'true' && of('ssl') !== '1'
}
