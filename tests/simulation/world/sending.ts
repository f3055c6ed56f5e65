/** How a simulated process tells shops: the product's sender, with doors that can fail. */
import type { NotificationQueue } from '../../../server/notifications/notification-queue'
import type { Outbox } from '../../../server/notifications/outbox'
import { createOutbox } from '../../../server/notifications/outbox'
import type { SenderDeps } from '../../../server/notifications/sender'
import { merchantOrderOf } from '../../../server/payments/orders/describe-order'
import { shopDoor, shopOf, type Shops } from '../shops/shops'
import type { Backend } from './backend'
import { mix } from './chance'
import type { Stream } from './faults'
import type { World } from './world'

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** One for each store: two that perform the same verbs give the same ids. @param wake after each commit */
export function outboxOf(world: World, wake: () => void): Outbox {
  let made = 0
  const outbox = createOutbox({
    now: () => world.now,
    random: (bytes) => Buffer.alloc(bytes),
    defaultUrl: null,
    wake,
    describeOrder: (facts, now) =>
      merchantOrderOf(facts, {
        merchantName: 'tea',
        now,
        pictureOf: () => null,
        checkoutUrl: (orderId) => orderId,
      }),
  })
  return {
    ...outbox,
    urlFor: ({ orderNo }) => shopOf(world, orderNo),
    newId: () => `msg_${(made += 1)}`,
  }
}

export function senderDepsOf(
  backend: Backend,
  stream: Stream,
  shops: Shops,
): Omit<SenderDeps, 'clock'> {
  const { world } = backend.surroundings
  const verb =
    (name: keyof NotificationQueue) =>
    (...given: unknown[]) =>
      backend.store(stream, name, given)
  const queue = {
    dueNotifications: verb('dueNotifications'),
    takeNotifications: verb('takeNotifications'),
    endAttempt: verb('endAttempt'),
    giveBackNotification: verb('giveBackNotification'),
    forgetNotifications: () => Promise.resolve(0),
  } as unknown as NotificationQueue
  let drawn = 0
  return {
    queue,
    post: shopDoor(world, backend.life, shops),
    sign: ({ notificationId }) => ({
      'webhook-id': notificationId,
      'webhook-timestamp': '',
      'webhook-signature': '',
    }),
    random(bytes) {
      const buffer = Buffer.alloc(bytes)
      for (let at = 0; at < bytes; at += 1) buffer[at] = mix(stream.id, (drawn += 1)) & 255
      return buffer
    },
    log: silent,
    tried: () => undefined,
  }
}
