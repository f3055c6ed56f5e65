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
  test.each(['index.html', 'receipt.html'])('%s is not for search engines', (page) => {
    expect(read(`dist/client/${page}`)).toMatch(/<meta name="robots" content="noindex"\s*\/?>/)
  })

  test.each(['zh-CN', 'zh-Hant', 'en'])('brings the words of %s beside the app', (language) => {
    const [, words = ''] = /words:\{([^}]*)\}/.exec(read('dist/client/index.html')) ?? []
    const [, file = ''] = new RegExp(`"?${language}"?:["'\`]\\./([^"'\`]+)`).exec(words) ?? []
    expect(built).toContain(`dist/client/${file}`)
  })

  test('has none of the words that only the sandbox and the mocks say', () => {
    const product = readAll([...filesOf('src'), ...filesOf('server'), 'index.html', 'receipt.html'])
    const standIns = readAll(filesOf('mocks').filter((file) => file.endsWith('.ts')))
    const said = [...standIns.matchAll(/'([^'\\\n]{6,})'/g)].map(([, words = '']) => words)
    // Chinese, and names of their own making: `checkbox` is everybody's, and `_blank` is HTML's.
    const distinct = said.filter((words) => /[一-鿿_]/.test(words) && words !== '_blank')
    // Nor is what a package that goes live says by itself: undici has a NO_AUTH of its own, for proxies.
    const packaged = readAll(
      filesOf('node_modules/undici/lib').filter((file) => file.endsWith('.js')),
    )
    const theirs = [...new Set(distinct)].filter(
      (words) => !product.includes(words) && !packaged.includes(words),
    )
    expect(theirs.length).toBeGreaterThan(100)
    expect(theirs).toContain('/__sandbox/events')
    const live = readAll(programs)
    expect(theirs.filter((words) => live.includes(words))).toEqual([])
  })

  test('is made of the product’s own files, and of packages', () => {
    const sources = maps.flatMap((map) => (JSON.parse(read(map)) as { sources: string[] }).sources)
    const ours = sources.filter((source) => source.startsWith('../../server/'))
    expect(ours.length).toBeGreaterThan(50)
    const packages = /^(?:\.\.\/\.\.\/node_modules\/|\0)/
    expect(sources.filter((one) => !packages.test(one) && !ours.includes(one))).toEqual([])
  })

  test('has no service worker, and no file of a kind that nobody asked for', () => {
    const known =
      /^dist\/(client\/((index|receipt)\.html|favicon\.svg|assets\/[\w-]+\.(js|css))(\.br|\.gz)?|server\/.*|nginx\/(page|receipt)\.conf)$/
    expect(built.filter((file) => !known.test(file))).toEqual([])
    const pages = programs.filter((file) => file.startsWith('dist/client/'))
    expect(readAll(pages)).not.toMatch(/serviceWorker|mockServiceWorker/)
  })

  test('imports nothing but what has native parts, which a production install brings', () => {
    const backend = readAll(programs.filter((file) => file.startsWith('dist/server/')))
    const statements = /\b(?:from|import|__require\()\s*["`']((?:@[\w.-]+\/)?[\w.-]+)["`']/g
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: object }
    const imported = [...backend.matchAll(statements)].map(([, name = '']) => name)
    const natives = ['libsql', 'sodium-native']
    // Asked for by a package of its own accord, and done without where it is absent.
    const optional = ['pg-native', 'supports-color']
    const others = imported.filter((name) => !isBuiltin(name) && !optional.includes(name))
    expect([...new Set(others)].filter((name) => !natives.includes(name))).toEqual([])
    expect(imported).toContain('libsql')
    expect(Object.keys(dependencies)).toEqual(expect.arrayContaining(['libsql']))
  })
})
