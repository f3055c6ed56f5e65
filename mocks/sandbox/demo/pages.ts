import { createServer } from 'vite'

/** The SPA as it is being written; the phone's proxy passes pages and hot-reload sockets here. */
export async function servePages(port: number, base: string): Promise<() => Promise<void>> {
  const server = await createServer({
    base,
    server: { host: '127.0.0.1', port, strictPort: true },
  })
  await server.listen()
  return () => server.close()
}
