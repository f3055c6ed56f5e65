import { mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const project = fileURLToPath(new URL('../../', import.meta.url))
const built = join(project, 'dist/server/main.js')

/**
 * The production backend: `dist/server/main.js` where that is newer than every source of it, else built
 * from them beside the installed packages that it needs, with an empty page to serve.
 * @returns its main file
 */
export async function productionBuild(): Promise<string> {
  if (await isNewest(built)) return built
  const outDir = join(project, 'node_modules/.cache/campaign')
  await build({
    root: project,
    logLevel: 'error',
    build: { ssr: true, outDir: join(outDir, 'server'), emptyOutDir: true },
  })
  await mkdir(join(outDir, 'client'), { recursive: true })
  for (const page of ['index', 'receipt']) {
    await writeFile(join(outDir, `client/${page}.html`), '<!doctype html><title>campaign</title>')
  }
  return join(outDir, 'server/main.js')
}

async function isNewest(file: string): Promise<boolean> {
  const of = await stat(file).catch(() => null)
  const page = await stat(join(project, 'dist/client/index.html')).catch(() => null)
  if (!of || !page) return false
  const sources = await readdir(join(project, 'server'), { recursive: true })
  const times = sources.map(async (name) => (await stat(join(project, 'server', name))).mtimeMs)
  return Math.max(...(await Promise.all(times))) < of.mtimeMs
}
