import { AsyncLocalStorage } from 'node:async_hooks'
import type { Log } from '../payments/core/deps'

const current = new AsyncLocalStorage<string>()

/** Runs work for a request: every line logged meanwhile, however deep inside, has its id. */
export function withinRequest<Answer>(requestId: string, work: () => Answer): Answer {
  return current.run(requestId, work)
}

/** The same log, whose lines have the id of the request they are written for, if any. */
export function withRequestIds(log: Log): Log {
  const withId = (fields: object) => {
    const requestId = current.getStore()
    return requestId === undefined ? fields : { requestId, ...fields }
  }
  return {
    info: (fields, message) => log.info(withId(fields), message),
    warn: (fields, message) => log.warn(withId(fields), message),
    error: (fields, message) => log.error(withId(fields), message),
  }
}
