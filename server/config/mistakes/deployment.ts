/** Checks of the deployment: proxy, disk, database and shop. */
import { isAbsolute } from 'node:path'
import type { Config } from '../config'
import { isPlaintextConnection } from '../database-transport'
import { wrong, type Finding } from './finding'
import type { ConfigInput } from './config-input'

export function mistakesInDeployment({ config }: ConfigInput): Finding[] {
  if (!config) return []
  return [
    ...proxy(config),
    ...database(config),
    ...(config.notifications.url?.startsWith(config.publicUrl.href)
      ? [
          wrong(
            'notify_url_is_checkout',
            'NOTIFY_URL is an address of the checkout itself, not of the shop.',
            'Set the address at which the shop receives notifications.',
          ),
        ]
      : []),
    ...(config.logLevel === 'silent'
      ? [
          wrong(
            'log_silent',
            'LOG_LEVEL is silent: the log will not say why a payment failed.',
            'Set LOG_LEVEL=info.',
          ),
        ]
      : []),
  ]
}

/** The backend speaks plain http: an https address means that there is a proxy. */
function proxy({ publicUrl, trustProxy }: Config): Finding[] {
  if (trustProxy === true) {
    return [
      wrong(
        'trust_proxy_true',
        'TRUST_PROXY is true: any client can pretend to have any IP address.',
        'Set TRUST_PROXY to the proxy’s address, e.g. loopback or 10.0.0.0/8.',
      ),
    ]
  }
  if (trustProxy !== false || publicUrl.protocol !== 'https:') return []
  return [
    wrong(
      'trust_proxy_missing',
      'PUBLIC_URL is https, so a proxy must be in front of the backend, but TRUST_PROXY is not set: all payers seem to come from the proxy’s address.',
      'Set TRUST_PROXY to the proxy’s address, e.g. loopback if it runs on this server.',
    ),
  ]
}

function database({ database: where, databaseListenUrl }: Config): Finding[] {
  if (where.kind === 'embedded') {
    if (isAbsolute(where.dir)) return []
    return [
      wrong(
        'data_dir_relative',
        `DATA_DIR (${where.dir}) is a relative path: a backend started in another folder would not find its orders.`,
        'Set an absolute path, e.g. DATA_DIR=/var/lib/checkout.',
      ),
    ]
  }
  const listenUrl = databaseListenUrl ?? where.url
  return [
    ...withoutTls('DATABASE_URL', where.url),
    ...(listenUrl === where.url ? [] : withoutTls('DATABASE_LISTEN_URL', listenUrl)),
  ]
}

function withoutTls(name: string, address: string): Finding[] {
  if (!isPlaintextConnection(address)) return []
  return [
    wrong(
      'postgres_without_tls',
      `${name} connects to another server without TLS, or without verifying its certificate. Personal data and the password would be readable on the way, so the backend does not start.`,
      `Append ?sslmode=verify-full to ${name}. If the certificate is from your own CA, add &sslrootcert=PATH.`,
    ),
  ]
}
