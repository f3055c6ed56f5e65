/**
 * The keys that WeChat Pay's answers and webhooks are verified with: its public key by id, its certificates
 * by serial. Both are kept, because a merchant who changes over receives both for a week. Certificates can be
 * fetched.
 */
import type { KeyObject } from 'node:crypto'
import type { Clock, Log } from '../../../payments/core/deps'
import type { PlatformCertificate } from './platform-certificate'

export type Fetched =
  | { readonly kind: 'fetched'; readonly certificates: readonly PlatformCertificate[] }
  /** Newer merchants have no certificates. */
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly code: string }

export interface PlatformKeys {
  /** @returns null for an unknown serial, after the list was fetched once more where that is allowed */
  keyOf(serial: string): Promise<KeyObject | null>
  /** The serial that answers should be signed under: the public key, else the certificate that is valid longest. */
  wantedSerial(): string | null
  /**
   * Fetches now and every hour, without waiting.
   * @returns stops it
   */
  start(): () => void
  /** Fetches once; never rejects. */
  refresh(): Promise<void>
}

interface Sources {
  readonly publicKey: { readonly id: string; readonly key: KeyObject } | null
  readonly certificates: readonly PlatformCertificate[]
  /** Null where there is nothing to fetch: the public key is enough. */
  readonly fetchList: (() => Promise<Fetched>) | null
  readonly clock: Pick<Clock, 'now' | 'every'>
  readonly log: Log
}

const HOURLY = 3_600_000

/** In ms. Anyone can send unknown serials as often as they like, so fetches are limited. */
const PAUSE_MS = 60_000

export function createPlatformKeys(sources: Sources): PlatformKeys {
  const { publicKey, clock, log, fetchList } = sources
  const known = new Map(sources.certificates.map((one) => [one.serial, one]))
  let underWay: Promise<void> | null = null
  let askedAt = Number.NEGATIVE_INFINITY

  function find(serial: string): KeyObject | null {
    if (serial === publicKey?.id) return publicKey.key
    const certificate = known.get(serial.toUpperCase())
    return certificate && certificate.expiresAt > clock.now() ? certificate.key : null
  }

  async function fetchOnce(): Promise<void> {
    if (!fetchList) return
    askedAt = clock.now()
    const fetched = await fetchList().catch((): Fetched => ({ kind: 'failed', code: 'unexpected' }))
    if (fetched.kind === 'failed') {
      log.warn({ code: fetched.code }, 'WeChat Pay’s certificates could not be fetched')
    }
    if (fetched.kind !== 'fetched') return
    for (const [serial, { expiresAt }] of known) if (expiresAt <= clock.now()) known.delete(serial)
    for (const one of fetched.certificates) known.set(one.serial, one)
  }

  function refresh(): Promise<void> {
    underWay ??= fetchOnce().finally(() => (underWay = null))
    return underWay
  }

  return {
    refresh,
    async keyOf(serial) {
      const key = find(serial)
      const paused = underWay === null && Math.abs(clock.now() - askedAt) < PAUSE_MS
      if (key || !fetchList || paused) return key
      await refresh()
      return find(serial)
    },
    wantedSerial() {
      if (publicKey) return publicKey.id
      const alive = [...known.values()].filter(({ expiresAt }) => expiresAt > clock.now())
      return alive.sort((a, b) => b.expiresAt - a.expiresAt)[0]?.serial ?? null
    },
    start() {
      void refresh()
      return fetchList ? clock.every(HOURLY, () => void refresh()) : () => undefined
    },
  }
}
