import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const outDir = at('../../../node_modules/.cache/throughput')
const names = ['stand-in', 'driver', 'rsa-alone', 'bare-server', 'meter'] as const

export type Part = (typeof names)[number]

/**
 * Builds the benchmark's processes as the product is built: what tsx adds to every function would slow down
 * the baseline.
 * @returns where each of them lies
 */
export async function buildParts(): Promise<(part: Part) => string> {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir,
      target: 'node20',
      emptyOutDir: true,
      rolldownOptions: { input: names.map((name) => at(`./${name}.ts`)) },
    },
  })
  return (part) => `${outDir}/${part}.js`
}
