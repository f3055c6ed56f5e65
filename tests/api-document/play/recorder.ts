import { onTestFinished } from 'vitest'
import type { ApiDocument } from '../../../server/http/api-document/document-types'
import type { ExampleCall } from '../../../server/http/api-document/example-calls'

/** Calls of the API while they are shown, as they went over the wire. */
export interface Recorder {
  /** Does something that makes calls; the first of each kind is an example from then on. */
  show: <T>(doing: () => Promise<T>) => Promise<T>
  add: (operationId: string, exchange: ExampleCall) => void
  readonly seen: Map<string, ExampleCall[]>
}

/** What of a request's headers a reader has to send too. */
const told = ['content-type', 'idempotency-key', 'origin', 'authorization']

/** Listens to what goes through `fetch` until the test is over. */
export function createRecorder({ paths }: ApiDocument): Recorder {
  const seen = new Map<string, ExampleCall[]>()
  const routes = Object.entries(paths).flatMap(([template, path]) =>
    Object.entries(path).map(([method, { operationId }]) => ({
      operationId,
      method: method.toUpperCase(),
      segments: template.split('/'),
    })),
  )
  const real = globalThis.fetch
  let showing = false

  function find(method: string, { pathname }: URL) {
    const given = pathname.split('/')
    for (const { operationId, segments, ...route } of routes) {
      if (route.method !== method || segments.length !== given.length) continue
      const pairs = segments.map((segment, n) => [segment, given[n] ?? ''] as const)
      if (pairs.every(([segment, text]) => segment.startsWith('{') || segment === text)) {
        const named = pairs.filter(([segment]) => segment.startsWith('{'))
        return {
          operationId,
          named: named.map(([name, text]) => [name.slice(1, -1), text] as const),
        }
      }
    }
    return null
  }

  function add(operationId: string, exchange: ExampleCall): void {
    const known = seen.get(operationId) ?? []
    if (!known.some(({ name }) => name === exchange.name)) known.push(exchange)
    seen.set(operationId, known)
  }

  globalThis.fetch = async (input, init = {}) => {
    const response = await real(input, init)
    const url = new URL(input instanceof Request ? input.url : input)
    const found = showing ? find(init.method ?? 'GET', url) : null
    if (!found) return response
    const text = await response.clone().text()
    const type = (response.headers.get('content-type') ?? '').split(';', 1)[0] ?? ''
    const answer: unknown = type.endsWith('json') ? JSON.parse(text) : text
    const headers = new Headers(init.headers)
    add(found.operationId, {
      name: codeIn(answer) ?? String(response.status),
      path: url.pathname + url.search,
      parameters: Object.fromEntries([...found.named, ...url.searchParams]),
      headers: Object.fromEntries(
        told.flatMap((name) => {
          const value = headers.get(name)
          return value === null ? [] : [[name, value]]
        }),
      ),
      // What a gateway sends is the gateway's own to describe.
      ...(typeof init.body === 'string' &&
        !url.pathname.includes('/webhooks/') && { body: bodyOf(init.body) }),
      status: response.status,
      type,
      ...(text !== '' && { answer }),
    })
    return response
  }
  onTestFinished(() => {
    globalThis.fetch = real
  })

  return {
    seen,
    add,
    async show(doing) {
      showing = true
      try {
        return await doing()
      } finally {
        showing = false
      }
    },
  }
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function codeIn(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null || !('code' in answer)) return null
  return 'type' in answer && typeof answer.code === 'string' ? answer.code : null
}
