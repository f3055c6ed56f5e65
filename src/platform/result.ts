import { failureOf, type Failure } from '@/payment/failure'
import { parse } from './parse'
import { readProblem } from './problem'
import type { Reply } from './send'
import type { Guard } from './answer-guards'

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }

/** Reads the body of a successful answer; one that breaks the contract is a failure. */
export function readBody<T>(body: unknown, guard: Guard<T>): Result<T> {
  return guard(body) ? { ok: true, value: body } : { ok: false, failure: failureOf('unreadable') }
}

/** Reads a reply of the bare HTTP client; null where none came. */
export function readReply<T>(reply: Reply | null, guard: Guard<T>): Result<T> {
  if (!reply) return { ok: false, failure: failureOf('offline') }
  const { status, retryAfter } = reply
  const body = parse(reply.body)
  if (status >= 400) return { ok: false, failure: readProblem(status, body, retryAfter) }
  return readBody(body, guard)
}
