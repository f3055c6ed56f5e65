import { createServer } from 'node:http'
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Listener {
  port: number
  server: Server
  close: () => Promise<void>
}

export async function listen(
  handle: RequestListener,
  port: number,
  host: string,
): Promise<Listener> {
  const server = createServer(handle)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const largestBody = 1024 * 1024

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = chunk as Buffer
    size += bytes.length
    if (size > largestBody) throw new Error('The body is larger than a megabyte')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/** A single chunk with its length: Paymax's Node.js client decodes an answer chunk by chunk. */
export function reply(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: string | Buffer,
): void {
  const bytes = Buffer.from(body)
  response.writeHead(status, { ...headers, 'Content-Length': String(bytes.length) })
  response.end(bytes)
}

export function replyHtml(response: ServerResponse, status: number, html: string): void {
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }
  reply(response, status, headers, html)
}

export function replyJson(response: ServerResponse, status: number, body: unknown): void {
  const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' }
  reply(response, status, headers, JSON.stringify(body))
}

export function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name]
  return typeof value === 'string' ? value : ''
}
