/** Checks of the deployment: proxy, disk, database and shop. */
import { isAbsolute } from 'node:path'
import type { Config } from '../config'
import { isPlaintextConnection } from '../database-transport'
import { wrong, type Finding } from './finding'
import type { ConfigInput } from './input'

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
            'Set the address at which the shop takes notifications.',
          ),
        ]
      : []),
    ...(config.logLevel === 'silent'
      ? [
          wrong(
            'log_silent',
            'LOG_LEVEL is silent: nobody will know why a payment did not happen.',
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
        'TRUST_PROXY is true: any client can claim any address.',
        'Set TRUST_PROXY to the proxy’s address, e.g. loopback or 10.0.0.0/8.',
      ),
    ]
  }
  if (trustProxy !== false || publicUrl.protocol !== 'https:') return []
  return [
    wrong(
      'trust_proxy_missing',
      'PUBLIC_URL is https, so a proxy stands before the backend, and TRUST_PROXY does not name it: all payers count as one address.',
      'Set TRUST_PROXY to the proxy’s address, e.g. loopback where it runs on this machine.',
    ),
  ]
}

function database({ database: where, databaseListenUrl }: Config): Finding[] {
  if (where.kind === 'embedded') {
    if (isAbsolute(where.dir)) return []
    return [
      wrong(
        'data_dir_relative',
        `DATA_DIR (${where.dir}) depends on the folder that the backend is started in: from another one it would find no orders.`,
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
      `${name} leads to another machine without TLS, or without verifying it: names of payers and the password go in the open, and the backend does not start.`,
      `Put ?sslmode=verify-full at the end of ${name}, with &sslrootcert=PATH where the server’s certificate is your own.`,
    ),
  ]
}
