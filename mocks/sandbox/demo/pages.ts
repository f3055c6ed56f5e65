import { createServer } from 'vite'
import { listen } from '../http'

/**
 * The SPA under development; the phone's proxy passes pages and hot-reload sockets here. Vite runs within a
 * server of ours: its own server ends the whole process at SIGTERM and leaves the backend behind.
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
