import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync } from 'node:zlib'

const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>bare</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<div id="app"></div><script type="module" src="./app.js"></script></html>`

export interface BarePage {
  readonly url: string
  close: () => Promise<void>
}

/** The bare app on a page of its own, served as plainly as can be. */
export async function openBarePage(script: string): Promise<BarePage> {
  const packed = brotliCompressSync(script)
  const server = createServer((request, response) => {
    if (request.url?.endsWith('app.js')) {
      response.setHeader('Content-Type', 'text/javascript')
      response.setHeader('Content-Encoding', 'br')
      response.end(packed)
    } else response.setHeader('Content-Type', 'text/html').end(page)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
