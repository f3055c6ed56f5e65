import axios, { type AxiosAdapter, type AxiosRequestConfig } from 'axios'
import { failureOf, type Failure } from '@/payment/failure'
import { readProblem } from './problem'
import { readBody, type Result } from './result'
import type { Guard } from './answer-guards'
import { timeoutOf, type Held } from './timeout'

/** `wait` is also sent in the query, so that request and time-out use the same number. */
export interface CallOptions extends Held {
  readonly signal?: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
}

/** Calls to the backend. They never throw: what goes wrong is returned as a failure. */
export interface Http {
  get<T>(path: string, guard: Guard<T>, options?: CallOptions): Promise<Result<T>>
  post<T>(path: string, body: object, guard: Guard<T>, options?: CallOptions): Promise<Result<T>>
}

/**
 * The app's HTTP client: one axios instance on XMLHttpRequest (old WebViews can neither time out nor abort a
 * fetch).
 * @param directory the payment directory, with its trailing slash
 * @param adapter carries request and response; another one only where there is no network
 */
export function createHttp(directory: string, adapter: AxiosAdapter | 'xhr' = 'xhr'): Http {
  const client = axios.create({
    baseURL: directory,
    adapter,
    headers: { Accept: 'application/json, application/problem+json' },
    validateStatus: (status) => status < 400,
    // Our cookie is HttpOnly. Looking for axios's own XSRF cookie would delay each request.
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

/** Converts an axios error into a failure. Never settles where the call was aborted: nobody waits for it. */
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
    // Aborted by the browser: the page is being left.
    case 'ECONNABORTED':
      return new Promise(() => undefined)
    default:
      throw error
  }
}
