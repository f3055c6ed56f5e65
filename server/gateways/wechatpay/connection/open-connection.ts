/** The connection to WeChat Pay, and the keys that its answers and webhooks are verified with. */
import type { KeyObject } from 'node:crypto'
import type { Clock, Log } from '../../../payments/core/deps'
import { createHttpClient } from '../../../runtime/http-client'
import { fetchCertificates } from './fetch-certificates'
import type { PlatformCertificate } from './platform-certificate'
import { createPlatformKeys, type PlatformKeys } from './platform-keys'
import type { Merchant } from './request-signature'
import { createOutageLog, createSampledWarning } from '../../../runtime/sampled-log'
import type { Connection } from './transport'

export interface ConnectionOptions extends Merchant {
  /** Without a trailing `/`, like the next one. */
  readonly baseUrl: string
  readonly backupUrl: string | null
  /** 32 bytes */
  readonly apiV3Key: Buffer
  /** WeChat Pay's public key with its id; null where this merchant has certificates only. */
  readonly publicKey: { readonly id: string; readonly key: KeyObject } | null
  readonly certificates: readonly PlatformCertificate[]
  /** Whether certificates are fetched in addition to the configured ones. */
  readonly fetchesCertificates: boolean
  readonly clock: Pick<Clock, 'now' | 'every'>
  readonly log: Log
}

export interface OpenConnection {
  readonly connection: Connection
  readonly keys: PlatformKeys
  readonly prepare: () => Promise<void>
  /** Lets calls under way finish, then closes the connections. */
  readonly close: () => Promise<void>
}

/** @param fetchWithin timeout in ms of fetching the list of certificates */
export function openConnection(options: ConnectionOptions, fetchWithin: number): OpenConnection {
  const { baseUrl, backupUrl, publicKey, certificates, clock, log } = options
  const connections = createHttpClient({ connect: { timeout: 2_000 } })
  const now = () => clock.now()
  const shared = {
    baseUrl,
    backupUrl,
    merchant: options,
    connections,
    log,
    outages: createOutageLog(now, log),
    signErrors: createSampledWarning(now, log, 'WeChat Pay does not accept our signature', 'error'),
    now,
    wantedSerial: () => keys.wantedSerial(),
  }
  // Fetching the list must not wait for the list.
  const fetching: Connection = {
    ...shared,
    keyOf: (serial) => (serial === publicKey?.id ? publicKey.key : null),
  }
  const fetchList = () =>
    fetchCertificates(fetching, options.apiV3Key, AbortSignal.timeout(fetchWithin))
  const keys: PlatformKeys = createPlatformKeys({
    publicKey,
    certificates,
    fetchList: options.fetchesCertificates ? fetchList : null,
    clock,
    log,
  })
  return {
    connection: { ...shared, keyOf: (serial) => keys.keyOf(serial) },
    keys,
    prepare: connections.prepare,
    close: connections.close,
  }
}
