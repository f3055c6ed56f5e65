/** Mistakes in telling shops. */
import type { NotificationQueue } from '../../../server/notifications/notification-queue'
import type { Answer } from '../../../server/notifications/post'
import { factsOf } from '../repository/write-notifications'
import type { World } from '../world/world'
import type { Met, Planted } from './planted'

const told = 'every change of an order is told'
const true_ = 'what is told was so when it happened'
const happened = 'nothing is told that did not happen'
const due = 'nothing stays due for ever'

const taken: Answer = { status: 204, error: null, answer: '' }

type Change<Of> = (real: Of, met: Met, world: World) => Partial<Of>

const changingBook =
  (change: Change<NotificationQueue>): NonNullable<Planted['sending']> =>
  (deps, backend, met) => ({
    ...deps,
    queue: { ...deps.queue, ...change(deps.queue, met, backend.surroundings.world) },
  })

/** What the sender is made to believe of an answer. */
const believing =
  (believe: (answer: Answer, met: Met) => Answer): NonNullable<Planted['sending']> =>
  (deps, _backend, met) => ({
    ...deps,
    post: {
      ...deps.post,
      send: async (...given) => believe(await deps.post.send(...given), met),
    },
  })

const crashes = ({ faults }: World) =>
  (faults.counts.get('crash before') ?? 0) + (faults.counts.get('crash after') ?? 0)

export const tellingFaults: readonly Planted[] = [
  {
    name: 'a notification is taken off before its answer',
    shownBy: [told],
    sending: changingBook((real, met) => ({
      async takeNotifications(...given) {
        const notifications = await real.takeNotifications(...given)
        const attempt = { at: given[1], status: null, error: null, tookMs: 0, answer: '' }
        for (const { notificationId } of notifications) {
          met()
          await real.endAttempt(notificationId, given[2], attempt, { kind: 'delivered' })
        }
        return notifications
      },
    })),
  },
  {
    name: 'any answer counts as delivered',
    shownBy: [told],
    sending: believing((answer, met) => {
      if (answer.status === null || answer.status < 300) return answer
      met()
      return taken
    }),
  },
  {
    name: 'silence counts as delivered',
    shownBy: [told],
    sending: believing((answer, met) => {
      if (answer.status !== null) return answer
      met()
      return taken
    }),
  },
  {
    name: 'a lease of a notification never ends',
    shownBy: [due, told],
    sending: changingBook((real, met) => ({
      takeNotifications(ids, now) {
        met()
        return real.takeNotifications(ids, now, now + 1_000 * 24 * 3_600_000)
      },
    })),
  },
  {
    name: 'a notification is given up after three tries',
    shownBy: [told],
    sending: (deps, _backend, met) => {
      const tries = new Map<string, number>()
      return {
        ...deps,
        queue: {
          ...deps.queue,
          endAttempt(id, lease, attempt, outcome) {
            const n = (tries.get(id) ?? 0) + 1
            tries.set(id, n)
            const givesUp = outcome.kind === 'retry' && n >= 3
            if (givesUp) met()
            return deps.queue.endAttempt(
              id,
              lease,
              attempt,
              givesUp ? { kind: 'give_up' } : outcome,
            )
          },
        },
      }
    },
  },
  {
    name: 'a notification says what is so when it is sent',
    shownBy: [true_],
    sending(deps, backend, met) {
      const { book: queue } = backend.surroundings.world
      return {
        ...deps,
        post: {
          ...deps.post,
          send(url, headers, body, signal) {
            const row = queue.notifications.get(headers['webhook-id'] ?? '')
            const facts = row && factsOf(queue, row.record.orderId)
            const { type, refundId } = JSON.parse(body) as { type: never; refundId?: string }
            if (!row || !facts || !queue.outbox) return deps.post.send(url, headers, body, signal)
            const { orderId, createdAt } = row.record
            const event = { orderId, type, ...(refundId === undefined ? {} : { refundId }) }
            const now = queue.outbox.describe(event, facts, row.sequence, createdAt)
            if (now !== body) met()
            return deps.post.send(url, headers, now, signal)
          },
        },
      }
    },
  },
  {
    name: 'a notification is written after the commit',
    shownBy: [told, true_, happened],
    writing: (world, met) => (events, write) => {
      if (events.length === 0) return
      const before = crashes(world)
      world.in(world.calm ? 0 : 200, () => {
        if (crashes(world) === before) write(world.book, events)
        else met()
      })
    },
  },
  {
    name: 'a refund that succeeded is not told',
    shownBy: [told, happened],
    writing: (world, met) => (events, write) => {
      const others = events.filter(({ type }) => type !== 'refund.succeeded')
      if (others.length < events.length) met()
      write(world.book, others)
    },
  },
  {
    name: 'what was taken is sent again',
    shownBy: ['what was taken is not sent again'],
    sending: changingBook((real, met) => ({
      endAttempt(id, lease, attempt, outcome) {
        if (outcome.kind !== 'delivered') return real.endAttempt(id, lease, attempt, outcome)
        met()
        const at = attempt.at + attempt.tookMs + 60_000
        return real.endAttempt(id, lease, attempt, { kind: 'retry', at })
      },
    })),
  },
  {
    name: 'an incident is told each time that it is seen',
    shownBy: [happened, true_],
    writing: (world, met) => (events, write) => {
      const incident = events.find(({ type }) => type === 'order.incident')
      if (incident) met()
      write(world.book, incident ? [...events, incident] : events)
    },
  },
]
