import type { Repository } from '../../../server/payments/core/repository'
import type { NotificationRecord } from '../../../server/notifications/notification-queue'
import type { Notified } from '../invariants/notified'
import type { Verbs } from '../repository/book'
import type { NotificationVerbs } from '../repository/notification-verbs'

/** Where the verbs are performed: in memory, or in memory and in a real database, one after the other. */
export interface Store {
  /** Whether a verb is performed when it is called, and not later. */
  readonly atOnce: boolean
  perform(verb: string, given: unknown[]): unknown
}

/** Says what becomes of notifications. */
export function watchedStore(store: Store, notified: () => Notified): Store {
  return {
    atOnce: store.atOnce,
    perform(verb, given) {
      if (verb === 'endAttempt') {
        const [id, , attempt] = given as Parameters<NotificationVerbs['endAttempt']>
        notified().attempted(id, attempt.status)
      }
      const answer = store.perform(verb, given)
      if (verb !== 'takeNotifications') return answer
      const takenUp = (taken: unknown) => {
        for (const one of taken as NotificationRecord[]) notified().takenUp(one.notificationId)
        return taken
      }
      return answer instanceof Promise ? answer.then(takenUp) : takenUp(answer)
    },
  }
}

export function memoryStore(verbs: Verbs): Store {
  const byName = verbs as unknown as Record<string, (...given: unknown[]) => unknown>
  return {
    atOnce: true,
    perform(verb, given) {
      for (const one of given) {
        // PostgreSQL's integers take no fraction.
        if (typeof one === 'number' && !Number.isInteger(one)) throw new Error(`${verb}: ${one}`)
      }
      return byName[verb]?.(...given)
    },
  }
}

/** Told where a real database answered otherwise than memory did. */
export type Differs = (verb: string, memory: unknown, database: unknown) => void

/** Every verb on both: the answers have to be the same. */
export function bothStores(verbs: Verbs, database: Repository, differs: Differs): Store {
  const memory = memoryStore(verbs)
  const byName = database as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>
  return {
    atOnce: false,
    async perform(verb, given) {
      const expected = memory.perform(verb, given)
      const answered = await byName[verb]?.(...given)
      if (!isSame(expected, answered)) differs(verb, expected, answered)
      return expected
    },
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(normal(a)) === JSON.stringify(normal(b))
}

/** Whatever order fields and rows of one instant come in. */
function normal(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return value.toString('base64')
  if (Array.isArray(value))
    return value
      .map(normal)
      .map((one) => JSON.stringify(one))
      .sort()
  if (value === null || typeof value !== 'object') return value ?? null
  const entries = Object.entries(value).map(([name, of]) => [name, normal(of)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}
