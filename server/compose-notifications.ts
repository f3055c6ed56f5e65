/** Assembles the notifications to shops: what is written, where it is stored, how it is sent. */
import type { Kysely } from 'kysely'
import type { Config } from './config/config'
import { merchantViewTermsAt } from './checkout/order-view'
import { allowedNetworks } from './notifications/allowed-networks'
import type { MerchantNotifications } from './notifications/merchant-notifications'
import { createOutbox } from './notifications/outbox'
import { createPost, type Post } from './notifications/post'
import { startSender, type Sender } from './notifications/sender'
import { createSign } from './notifications/sign'
import { createAttemptCounts } from './notifications/attempt-counts'
import { warnIfNotConfigured } from './notifications/warn-not-configured'
import type { Clock, Log } from './payments/core/deps'
import type { Repository } from './payments/core/repository'
import { merchantOrderOf } from './payments/orders/describe-order'
import type { Counter } from './runtime/metrics/counter'
import { createMerchantNotifications } from './store/notifications/merchant-notifications'
import { createNotificationQueue } from './store/notifications/notification-queue'
import { createRepository } from './store/repository'
import type { Tables } from './store/schema/tables'

export interface Notifier {
  /** What the store calls when an order changes. */
  readonly repository: Repository
  readonly counter: Counter
  readonly notifications: MerchantNotifications
  wake(): void
  start(): void
  close(): Promise<void>
}

interface Parts {
  readonly db: Kysely<Tables>
  readonly clock: Clock
  readonly random: (bytes: number) => Buffer
  readonly log: Log
  /** Defaults to the real one. */
  readonly post: Post | undefined
}

export function createNotifier(config: Config, { db, clock, random, log, post }: Parts): Notifier {
  const { url, secrets, allowPrivate } = config.notifications
  const told = createAttemptCounts(log)
  const notifications = createMerchantNotifications(db)
  if (secrets.length === 0) {
    const repository = warnIfNotConfigured(createRepository(db), clock.now, log)
    const idle = { wake: () => undefined, start: () => undefined, close: async () => {} }
    return { repository, counter: told.counter, notifications, ...idle }
  }
  let sender: Sender | null = null
  const outbox = createOutbox({
    now: clock.now,
    random,
    defaultUrl: url,
    describeOrder: (facts, at) => merchantOrderOf(facts, merchantViewTermsAt(config, at)),
    wake: () => sender?.wake(),
  })
  const opened = post ?? createPost(allowedNetworks(allowPrivate))
  return {
    repository: createRepository(db, outbox),
    counter: told.counter,
    notifications,
    wake: () => sender?.wake(),
    start() {
      sender = startSender({
        queue: createNotificationQueue(db),
        post: opened,
        sign: createSign(secrets),
        clock,
        random,
        log,
        tried: told.tried,
      })
    },
    async close() {
      await sender?.stop()
      await opened.close()
    },
  }
}
