import axios, { AxiosError, type AxiosAdapter, type InternalAxiosRequestConfig } from 'axios'
import type { Exchange, Send } from '@/platform/send'

/** Answers axios's calls within the page: all of axios runs, without the network. */
export function adapterOver(send: Send): AxiosAdapter {
  return async (config) => {
    const reply = await send(exchangeOf(config))
    if (typeof reply === 'string') throw new AxiosError(reply, AxiosError.ERR_NETWORK, config)
    const { status, body: data, retryAfter } = reply
    const headers = retryAfter === null ? {} : { 'retry-after': retryAfter }
    const response = { status, data, headers, statusText: '', config }
    if (config.validateStatus?.(status)) return response
    throw new AxiosError('refused', undefined, config, null, response)
  }
}

function exchangeOf(config: InternalAxiosRequestConfig<unknown>): Exchange {
  const { method, data, timeout = 0 } = config
  return {
    method: method?.toUpperCase() === 'POST' ? 'POST' : 'GET',
    url: axios.getUri(config),
    body: typeof data === 'string' ? data : null,
    headers: Object.fromEntries(
      Object.entries(config.headers.toJSON()).map(([name, value]) => [name, String(value)]),
    ),
    timeout,
  }
}
