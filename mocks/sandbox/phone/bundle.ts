import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const folder = fileURLToPath(new URL('../ui/', import.meta.url))
const built = new Map<string, Promise<string>>()

async function bundle(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    root: folder,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      target: 'es2017',
      lib: { entry: `${folder}${entry}.ts`, formats: ['iife'], name: `__${entry}` },
    },
  })
  const [first] = [result].flat()
  if (!first || !('output' in first)) throw new Error(`${entry} was not built`)
  return first.output[0].code
}

/** Built at the first request and kept: a test that never opens the phone never waits for it. */
export function script(entry: 'bridge' | 'shell' | 'shop'): Promise<string> {
  const code = built.get(entry) ?? bundle(entry)
  built.set(entry, code)
  return code
}

const sheets = {
  shell: ['base.css', 'phone.css', 'panel.css'],
  shop: ['base.css', 'panel.css', 'shop.css'],
}

export function styles(page: keyof typeof sheets): Promise<string> {
  const files = sheets[page].map((name) => readFile(`${folder}${name}`, 'utf8'))
  return Promise.all(files).then((texts) => texts.join('\n'))
}
