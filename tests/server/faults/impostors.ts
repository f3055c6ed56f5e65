/** What answers in the place of a service: everything but what was asked for. */
import { gzipSync } from 'node:zlib'
import type { Impostor } from '../support/tcp-proxy'

const head = (...lines: string[]) => ['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n')
const chunk = Buffer.alloc(64 * 1024, 'a')
const gigabyte = 1024 ** 3

export const hangs: Impostor = () => undefined

export const resets: Impostor = (client) => client.resetAndDestroy()

export const hangsUp: Impostor = (client) => client.end()

export const saysGarbage: Impostor = (client) =>
  client.end('\u0000\u0001 certainly not HTTP \r\n\r\n')

export const stopsInTheMiddle: Impostor = (client) =>
  client.end(`${head('content-type: application/json', 'content-length: 1000')}{"id":`)

export const isAProxyWithAPage: Impostor = (client) =>
  client.end(`${head('content-type: text/html', 'connection: close')}<h1>Welcome</h1>`)

export const floodsWithHeaders: Impostor = (client) => {
  client.write('HTTP/1.1 200 OK\r\n')
  pour(client, Buffer.from(`x-flood: ${'a'.repeat(1000)}\r\n`.repeat(64)), gigabyte)
}

/** @param poured told how much left, in the end */
export const pours =
  (poured: (bytes: number) => void): Impostor =>
  (client) => {
    client.on('close', () => poured(client.bytesWritten))
    client.write(head('content-type: application/json', `content-length: ${gigabyte}`))
    pour(client, chunk, gigabyte)
  }

/** A hundred megabytes that travel as a hundred kilobytes. */
export const isABomb: Impostor = (client) => {
  const packed = gzipSync(Buffer.alloc(100 * 1024 ** 2))
  const length = `content-length: ${packed.length}`
  client.write(head('content-type: application/json', 'content-encoding: gzip', length))
  client.end(packed)
}

function pour(client: Parameters<Impostor>[0], piece: Buffer, upTo: number): void {
  while (!client.destroyed && client.bytesWritten < upTo) {
    if (client.write(piece)) continue
    client.once('drain', () => pour(client, piece, upTo))
    return
  }
}
