import { readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

/** What `npm run build` has made; `npm test` builds before it tests. */
const project = fileURLToPath(new URL('../../', import.meta.url))

/** The files of a folder, from the project's own folder on. */
function filesOf(folder: string): string[] {
  return readdirSync(`${project}${folder}`, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesOf(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
  )
}

const read = (file: string) => readFileSync(`${project}${file}`, 'utf8')
const readAll = (files: string[]) => files.map(read).join('\n')

const built = filesOf('dist')
const programs = built.filter((file) => /\.(js|css|html|svg)$/.test(file))
const maps = built.filter((file) => file.endsWith('.map'))

describe('what goes live', () => {
  test('has none of the words that only the sandbox and the mocks say', () => {
    const product = readAll([...filesOf('src'), ...filesOf('server'), 'index.html', 'receipt.html'])
    const standIns = readAll(filesOf('mocks').filter((file) => file.endsWith('.ts')))
    const said = [...standIns.matchAll(/'([^'\\\n]{6,})'/g)].map(([, words = '']) => words)
    // Chinese, and names of their own making: `checkbox` is everybody's.
    const distinct = said.filter((words) => /[一-鿿_]/.test(words))
    const theirs = [...new Set(distinct)].filter((words) => !product.includes(words))
    expect(theirs.length).toBeGreaterThan(100)
    expect(theirs).toContain('/__sandbox/events')
    const live = readAll(programs)
    expect(theirs.filter((words) => live.includes(words))).toEqual([])
  })

  test('is made of the product’s own files', () => {
    const sources = maps.flatMap((map) => (JSON.parse(read(map)) as { sources: string[] }).sources)
    expect(sources.length).toBeGreaterThan(50)
    expect(sources.filter((source) => !source.startsWith('../../server/'))).toEqual([])
  })

  test('has no service worker, and no file of a kind that nobody asked for', () => {
    const known =
      /^dist\/(client\/((index|receipt)\.html|favicon\.svg|assets\/[\w-]+\.(js|css))(\.br|\.gz)?|server\/.*)$/
    expect(built.filter((file) => !known.test(file))).toEqual([])
    expect(readAll(programs)).not.toMatch(/serviceWorker|mockServiceWorker/)
  })

  test('imports nothing that a production install leaves out', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: object }
    const backend = readAll(programs.filter((file) => file.startsWith('dist/server/')))
    const imported = [...backend.matchAll(/^import\b.*?"([^"]+)";?$|\bimport\("([^"]+)"\)/gm)]
      .map(([, named, loaded]) => named ?? loaded ?? '')
      .filter((name) => !isBuiltin(name) && !name.startsWith('.'))
      .map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name)
    expect(imported).toContain('fastify')
    expect([...new Set(imported)].filter((name) => !(name in dependencies))).toEqual([])
  })
})
