import type { FastifyInstance } from 'fastify'
import type { Config } from '../config/config'
import type { Log } from '../payments/core/deps'

/**
 * Warns once if the wrong proxies are trusted about the payer's address: rate limits use it, and Paymax is
 * sent it.
 */
export function warnOfProxyTrust(
  app: FastifyInstance,
  { trustProxy, warnings }: Pick<Config, 'trustProxy' | 'warnings'>,
  log: Log,
): void {
  if (trustProxy === true) {
    // The configuration checks at the start have already reported it.
    if (warnings.some((said) => said.startsWith('trust_proxy_true'))) return
    const mend = 'set TRUST_PROXY to the proxy’s address, e.g. loopback'
    log.warn({ mend }, 'TRUST_PROXY=true: any client can claim any address')
    return
  }
  let isTold = false
  app.addHook('onRequest', (request, _reply, done) => {
    if (!isTold && request.headers['x-forwarded-for'] !== undefined) {
      // The direct neighbour comes first; alone where it is not trusted.
      const isBelieved = (request.ips?.length ?? 0) > 1
      if (!isBelieved) {
        isTold = true
        const mend = 'if this is your proxy, set TRUST_PROXY to its address'
        log.warn({ neighbour: request.ip, mend }, 'X-Forwarded-For came from an untrusted address')
      }
    }
    done()
  })
}
