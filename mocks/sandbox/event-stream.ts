import type { ServerResponse } from 'node:http'

/** @param id the last event id that a reconnecting client reports */
export type SendEvent = (event: string, data: unknown, id?: string) => void

/** Server-sent events, until the client disconnects. */
export function openEventStream(response: ServerResponse): SendEvent {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
  })
  response.flushHeaders()
  return (event, data, id) => {
    const name = id === undefined ? '' : `id: ${id}\n`
    response.write(`${name}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  }
}

/** Several changes in one turn are sent as one state. */
export function oncePerTurn(run: () => void): () => void {
  let queued = false
  return () => {
    if (queued) return
    queued = true
    queueMicrotask(() => {
      queued = false
      run()
    })
  }
}
