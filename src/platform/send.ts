export interface Exchange {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly body: string | null
  readonly headers: Readonly<Record<string, string>>
  /** In ms. */
  readonly timeout: number
}

export interface Reply {
  readonly status: number
  readonly body: string
  readonly retryAfter: string | null
}

export type Send = (
  exchange: Exchange,
  signal?: AbortSignal,
) => Promise<Reply | 'offline' | 'backend_down'>

/**
 * One request and its reply, or why there was none. By XMLHttpRequest: the oldest WebViews cannot time out a
 * fetch, and some cannot abort it.
 */
export const send: Send = (exchange, signal) =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open(exchange.method, exchange.url)
    request.timeout = exchange.timeout
    for (const [name, value] of headersOf(exchange)) request.setRequestHeader(name, value)
    request.onload = () => resolve(replyOf(request))
    request.onerror = () => resolve('offline')
    request.ontimeout = () => resolve('backend_down')
    signal?.addEventListener('abort', () => request.abort())
    request.send(exchange.body)
  })

function headersOf({ body, headers }: Exchange): [string, string][] {
  const json: [string, string][] = body === null ? [] : [['Content-Type', 'application/json']]
  return [
    ['Accept', 'application/json, application/problem+json'],
    ...json,
    ...Object.entries(headers),
  ]
}

function replyOf(request: XMLHttpRequest): Reply {
  return {
    status: request.status,
    body: request.responseText,
    retryAfter: request.getResponseHeader('Retry-After'),
  }
}
