import { createServer } from 'vite'
import { listen } from '../http'

/**
 * The SPA as it is being written; the phone's proxy passes pages and hot-reload sockets here.
 * Vite within a server of ours: its own one ends the whole process at SIGTERM and leaves the backend behind.
 */
export async function servePages(
  project: string,
  port: number,
  base: string,
  merchantContact: string,
): Promise<() => Promise<void>> {
  const told = {
    tag: 'meta',
    attrs: { id: 'merchant-contact', content: merchantContact },
    injectTo: 'head-prepend' as const,
  }
  const pages = await listen(
    (request, response) => vite.middlewares(request, response),
    port,
    '127.0.0.1',
  )
  const vite = await createServer({
    root: project,
    base,
    plugins: [{ name: 'as-the-backend-serves-it', transformIndexHtml: () => [told] }],
    server: { middlewareMode: true, hmr: { server: pages.server } },
  })
  return async () => {
    await vite.close()
    await pages.close()
  }
}
