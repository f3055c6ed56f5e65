import axios, { type AxiosInstance, type AxiosResponse } from 'axios'
import { failureOf, type Failure } from '@/payment/failure'
import type { Guard } from './answers'
import { readProblem } from './problem'

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }

export interface CallOptions {
  readonly signal?: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds that the backend may hold the answer back. */
  readonly held?: number
}

/** Calls of the backend. They never throw: what goes wrong comes back as a failure. */
export interface Http {
  get<T>(path: string, guard: Guard<T>, options?: CallOptions): Promise<Result<T>>
  post<T>(path: string, body: object, guard: Guard<T>, options?: CallOptions): Promise<Result<T>>
}

const patience = 15_000

/** A door to the backend beside the page, whatever the payment directory is called. */
export function createHttp(directory: string): Http {
  const client = axios.create({
    baseURL: directory,
    adapter: 'xhr',
    headers: { Accept: 'application/json, application/problem+json' },
    validateStatus: () => true,
  })
  return {
    get: (path, guard, options = {}) => call(client, { method: 'get', url: path }, guard, options),
    post: (path, data, guard, options = {}) =>
      call(client, { method: 'post', url: path, data }, guard, options),
  }
}

async function call<T>(
  client: AxiosInstance,
  request: { method: string; url: string; data?: object },
  guard: Guard<T>,
  { signal, headers, held = 0 }: CallOptions,
): Promise<Result<T>> {
  try {
    const timeout = patience + held
    const answer: AxiosResponse<unknown> = await client.request({
      ...request,
      timeout,
      ...(signal && { signal }),
      ...(headers && { headers }),
    })
    return resultOf(answer.status, answer.data, answer.headers['retry-after'], guard)
  } catch (error) {
    return { ok: false, failure: failureOf(unreached(error)) }
  }
}

function unreached(error: unknown): 'offline' | 'backend_down' {
  const slow = axios.isAxiosError(error) && error.code === 'ECONNABORTED'
  return slow ? 'backend_down' : 'offline'
}

/** What an answer comes to: what was asked for, or why not. */
export function resultOf<T>(
  status: number,
  body: unknown,
  retryAfter: unknown,
  guard: Guard<T>,
): Result<T> {
  if (status >= 400) return { ok: false, failure: readProblem(status, body, retryAfter) }
  if (guard(body)) return { ok: true, value: body }
  return { ok: false, failure: failureOf('unreadable') }
}
