import { failureOf } from '@/payment/failure'
import type { CallOptions, Http } from './http'
import { readReply, type Result } from './result'
import { send, type Exchange } from './send'
import type { Guard } from './answer-guards'
import { timeoutOf } from './timeout'

/**
 * The HTTP client of the inlined page: the same calls as {@link Http} over a bare XMLHttpRequest, because
 * axios would arrive later than the pay sheet.
 * @param directory the payment directory, with its trailing slash
 */
export function createBareHttp(directory: string): Http {
  async function call<T>(
    request: Pick<Exchange, 'method' | 'body'>,
    path: string,
    guard: Guard<T>,
    { signal, headers = {}, ...held }: CallOptions,
  ): Promise<Result<T>> {
    const url = directory + path + (held.wait ? `?wait=${held.wait}` : '')
    const exchange = { ...request, url, headers, timeout: timeoutOf(held) }
    const reply = await send(exchange, signal)
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
