import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'

/**
 * Builds the backend again at every change, beside a page it can read: the built layout is what
 * it knows, and the phone takes the real pages from Vite. Gives the file to run.
 */
export async function buildBackendOnChange(project: string): Promise<{
  main: string
  close: () => Promise<void>
}> {
  const folder = join(project, 'node_modules/.cache/paymax-checkout-dev')
  await mkdir(join(folder, 'client/assets'), { recursive: true })
  for (const page of ['index.html', 'receipt.html']) {
    await copyFile(join(project, page), join(folder, 'client', page))
  }
  const watcher = await build({
    root: project,
    logLevel: 'warn',
    build: { ssr: 'server/main.ts', outDir: join(folder, 'server'), watch: {} },
  })
  if (!('on' in watcher)) throw new Error('The backend is not being watched')
  await new Promise<void>((resolve, reject) => {
    watcher.on('event', (event) => {
      if (event.code === 'END') resolve()
      if (event.code === 'ERROR') reject(event.error)
    })
  })
  return { main: join(folder, 'server/main.js'), close: () => watcher.close() }
}
