/**
 * Entry point of `dist/server/main.js`. What concerns loading comes before anything else is loaded, because
 * Node.js applies it only to what it loads afterwards.
 */
import module from 'node:module'
import { fileURLToPath } from 'node:url'

/** Not in Node.js 20, whose types are the ones here. */
interface Compiling {
  readonly enableCompileCache?: (folder: string) => unknown
}
const { enableCompileCache } = module as Compiling

// Node.js keeps what it has compiled, and the next start is faster. Nothing is kept where nothing can be
// written here, as with the units of `deploy/`: their `NODE_COMPILE_CACHE` names another folder.
enableCompileCache?.(fileURLToPath(new URL('.compiled/', import.meta.url)))
// Stacks in the log name lines of these sources.
process.setSourceMapsEnabled(true)
await import('./main')
