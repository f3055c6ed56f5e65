import type { ServerResponse } from 'node:http'

/** @param id what a client that comes back says it has had */
export type SendEvent = (event: string, data: unknown, id?: string) => void

/** Server-sent events, until the other side goes. */
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

/** Many changes come in one turn; one picture of them is enough. */
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
