import axios, { type AxiosAdapter, type AxiosRequestConfig } from 'axios'
import { failureOf, type Failure } from '@/payment/failure'
import { readProblem } from './problem'
import { readBody, type Result } from './result'
import type { Guard } from './guards'
import { timeoutOf, type Held } from './timeout'

/** `wait` goes along in the query: what is asked for and what is waited for are one number. */
export interface CallOptions extends Held {
  readonly signal?: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
}

/** Calls of the backend. They never throw: what goes wrong comes back as a failure. */
export interface Http {
  get<T>(path: string, guard: Guard<T>, options?: CallOptions): Promise<Result<T>>
  post<T>(path: string, body: object, guard: Guard<T>, options?: CallOptions): Promise<Result<T>>
}

/**
 * The app's door to the backend: one axios instance, on XMLHttpRequest (old WebViews can neither time a
 * fetch out nor abort it).
 * @param directory the payment directory, with the slash at its end
 * @param adapter what carries a request and its response; another one only where there is no network
 */
export function createHttp(directory: string, adapter: AxiosAdapter | 'xhr' = 'xhr'): Http {
  const client = axios.create({
    baseURL: directory,
    adapter,
    headers: { Accept: 'application/json, application/problem+json' },
    validateStatus: (status) => status < 400,
    // Our cookie is HttpOnly. Looking for axios's own would make each request wait for the cookie store.
    xsrfCookieName: '',
    transitional: { clarifyTimeoutError: true },
  })

  async function call<T>(
    request: AxiosRequestConfig,
    guard: Guard<T>,
    { signal, headers = {}, ...held }: CallOptions,
  ): Promise<Result<T>> {
    const params = held.wait ? { wait: held.wait } : {}
    const timeout = timeoutOf(held)
    try {
      const { data } = await client.request<unknown>({
        ...request,
        params,
        timeout,
        headers: { ...headers },
        ...(signal && { signal }),
      })
      return readBody(data, guard)
    } catch (error) {
      return { ok: false, failure: await readFailure(error) }
    }
  }

  return {
    get: (url, guard, options = {}) => call({ method: 'GET', url }, guard, options),
    post: (url, data, guard, options = {}) => call({ method: 'POST', url, data }, guard, options),
  }
}

/** An error of axios as a failure. Never settles where the call was called off: nobody waits for it. */
function readFailure(error: unknown): Failure | Promise<never> {
  if (!axios.isAxiosError(error)) throw error
  const { response } = error
  if (response) return readProblem(response.status, response.data, response.headers['retry-after'])
  switch (error.code) {
    case 'ERR_NETWORK':
      return failureOf('offline')
    case 'ETIMEDOUT':
      return failureOf('backend_down')
    case 'ERR_CANCELED':
    // The browser's own: the page is being left.
    case 'ECONNABORTED':
      return new Promise(() => undefined)
    default:
      throw error
  }
}
