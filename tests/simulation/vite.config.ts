import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** One file that plain Node.js runs: what tsx adds to every function costs a third of the speed. */
export default defineConfig({
  publicDir: false,
  logLevel: 'warn',
  build: {
    ssr: at('simulate.ts'),
    outDir: at('../../node_modules/.cache/simulation'),
    target: 'node20',
    emptyOutDir: true,
  },
})
