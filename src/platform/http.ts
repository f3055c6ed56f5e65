import { failureOf, type Failure } from '@/payment/failure'
import type { Guard } from './answers'
import { parse } from './parse'
import { readProblem } from './problem'
import { send, type Exchange, type Reply, type Send } from './send'
import { timeoutOf, type Held } from './timeout'

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }

/** `wait` goes along in the query: what is asked for and what is waited for are one number. */
interface CallOptions extends Held {
  readonly signal?: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
}

/** Calls of the backend. They never throw: what goes wrong comes back as a failure. */
export interface Http {
  get<T>(path: string, guard: Guard<T>, options?: CallOptions): Promise<Result<T>>
  post<T>(path: string, body: object, guard: Guard<T>, options?: CallOptions): Promise<Result<T>>
}

/**
 * A door to the backend beside the page, whatever the payment directory is called.
 * @param over what carries a request there and its reply back
 */
export function createHttp(directory: string, over: Send = send): Http {
  async function call<T>(
    request: Pick<Exchange, 'method' | 'body'>,
    path: string,
    guard: Guard<T>,
    { signal, headers = {}, ...held }: CallOptions,
  ): Promise<Result<T>> {
    const url = directory + path + (held.wait ? `?wait=${held.wait}` : '')
    const exchange = { ...request, url, headers, timeout: timeoutOf(held) }
    const reply = await over(exchange, signal)
    return typeof reply === 'string'
      ? { ok: false, failure: failureOf(reply) }
      : readReply(reply, guard)
  }

  return {
    get: (path, guard, options = {}) => call({ method: 'GET', body: null }, path, guard, options),
    post: (path, body, guard, options = {}) =>
      call({ method: 'POST', body: JSON.stringify(body) }, path, guard, options),
  }
}

/** What a reply comes to that was asked for before there was a door; null where none came. */
export function readReply<T>(reply: Reply | null, guard: Guard<T>): Result<T> {
  if (!reply) return { ok: false, failure: failureOf('offline') }
  const { status, retryAfter } = reply
  const body = parse(reply.body)
  if (status >= 400) return { ok: false, failure: readProblem(status, body, retryAfter) }
  return guard(body) ? { ok: true, value: body } : { ok: false, failure: failureOf('unreadable') }
}
