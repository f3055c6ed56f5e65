import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { build } from 'vite'

export interface BuildListener {
  /**
   * @param main the file to run
   * @param changed the files that were edited, relative to the project; none at the first build
   */
  built: (main: string, changed: string[]) => void
  /** The last working build stays in place. */
  failed: (reason: string) => void
}

/**
 * Builds the backend now and at every change, beside a page it can read: it expects the layout of a build,
 * while the phone takes the real pages from Vite.
 */
export async function buildOnChange(
  project: string,
  listener: BuildListener,
): Promise<{ close: () => Promise<void> }> {
  const cache = join(project, 'node_modules/.cache')
  await mkdir(cache, { recursive: true })
  // A folder per run: two runs do not overwrite each other.
  const folder = await mkdtemp(join(cache, 'paymax-checkout-dev-'))
  await mkdir(join(folder, 'client/assets'), { recursive: true })
  for (const page of ['index.html', 'receipt.html']) {
    await copyFile(join(project, page), join(folder, 'client', page))
  }
  const watcher = await build({
    root: project,
    logLevel: 'silent',
    build: {
      ssr: true,
      outDir: join(folder, 'server'),
      // The running backend still loads its own chunks until another one replaces it.
      emptyOutDir: false,
      watch: {},
    },
  })
  if (!('on' in watcher)) throw new Error('The backend is not being watched')
  tell(watcher, {
    built: (files) =>
      listener.built(
        join(folder, 'server/main.js'),
        files.map((file) => relative(project, file)),
      ),
    failed: listener.failed,
  })
  return {
    async close() {
      await watcher.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

type Watcher = Extract<Awaited<ReturnType<typeof build>>, { on: unknown }>

function tell(
  watcher: Watcher,
  { built, failed }: { built: (files: string[]) => void; failed: (reason: string) => void },
): void {
  const changed = new Set<string>()
  let works = true
  watcher.on('change', (file) => void changed.add(file))
  watcher.on('event', async (event) => {
    if (event.code === 'START') works = true
    if (event.code === 'BUNDLE_END') await event.result.close()
    if (event.code === 'ERROR') {
      works = false
      failed(stripVTControlCharacters(event.error.message))
      await event.result.close()
    }
    if (event.code === 'END' && works) {
      built([...changed])
      changed.clear()
    }
  })
}
