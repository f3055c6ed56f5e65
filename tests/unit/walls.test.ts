/** Which folder may import which: the table holds what it says, seen by planting every import it refuses. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

type Table = Readonly<Record<string, readonly string[]>>

const project = fileURLToPath(new URL('../../', import.meta.url))
const table = join(project, '.dependency-cruiser.mjs')
const cruiser = join(project, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
const { walls, packages } = (await import(pathToFileURL(table).href)) as {
  readonly walls: Table
  readonly packages: Table
}
/** Those that put the rest together are named by a pattern, not by a list. */
const folders = Object.keys(walls).filter((folder) => folder.includes('/'))

interface Violation {
  readonly from: string
  readonly to: string
  readonly rule: { readonly name: string }
}

let tree = ''
let found: readonly Violation[] = []

beforeAll(async () => {
  tree = realpathSync(mkdtempSync(join(tmpdir(), 'walls-')))
  for (const folder of folders) {
    write(`${folder}/target.ts`, 'export type Target = 1')
    write(importsAll(folder), folders.map((other) => importOf(folder, other)).join('\n'))
    write(usesAll(folder), strangers.map((name) => `import '${name}'`).join('\n'))
  }
  write('server/elsewhere/new.ts', "import '../contract/target'")
  write('clients/node/elsewhere/new.ts', "import '../src/target'")
  write('server/login/one.ts', "import type { Two } from './two'\nexport type One = Two")
  write('server/login/two.ts', "import type { One } from './one'\nexport type Two = One")
  write('tsconfig.node.json', '{}')
  found = await violations()
}, 120_000)
afterAll(() => rmSync(tree, { recursive: true }))

const strangers = ['fastify', 'kysely', 'undici', 'node:fs', 'node:net', 'node:timers/promises']

function write(path: string, text: string): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true })
  writeFileSync(join(tree, path), `${text}\n`)
}

const importsAll = (folder: string) => `${folder}/imports-all.ts`
/** As the checker names what Node.js brings. */
const asNamed = (name: string) => name.replace('node:', '')
const usesAll = (folder: string) => `${folder}/uses-all.ts`

function importOf(folder: string, other: string): string {
  if (folder === other) return ''
  const target = posix.relative(folder, `${other}/target`)
  return `import type {} from '${target.startsWith('.') ? target : `./${target}`}'`
}

async function violations(): Promise<readonly Violation[]> {
  const out = await new Promise<string>((resolve) => {
    const args = [
      cruiser,
      '--config',
      table,
      '--no-cache',
      '-T',
      'json',
      'server',
      'src',
      'clients',
      'examples',
    ]
    const options = { cwd: tree, maxBuffer: 100 * 1024 * 1024 }
    execFile(process.execPath, args, options, (_error, stdout) => resolve(stdout))
  })
  return (JSON.parse(out) as { summary: { violations: Violation[] } }).summary.violations
}

/** What a rule refuses to a file. */
const refused = (rule: string, from: string) =>
  new Set(found.filter((one) => one.rule.name === rule && one.from === from).map(({ to }) => to))

test.each(folders)('%s may import what the table says, and nothing else', (folder) => {
  const rule = `what ${folder} may import`
  const allowed = [folder, ...(walls[folder] ?? [])]
  const others = folders.filter((other) => !allowed.includes(other))
  expect(refused(rule, importsAll(folder))).toEqual(
    new Set(others.map((other) => `${other}/target.ts`)),
  )
})

const client = 'clients/node/src'
const rules = Object.keys(packages).filter((folder) => folder !== client)

function refusedPackages(folder: string): Set<string> {
  return refused(`which packages ${folder} may use`, usesAll(folder))
}

test.each(rules)('%s uses no web server, database, network or clock', (folder) => {
  expect(refusedPackages(folder)).toEqual(new Set(strangers.map(asNamed)))
})

test('the client, which merchants install, brings no package along but the one that verifies', () => {
  const others = strangers.filter((name) => name !== 'node:timers/promises')
  expect(refusedPackages(client)).toEqual(new Set(others.map(asNamed)))
})

test.each(['server/elsewhere/new.ts', 'clients/node/elsewhere/new.ts'])(
  '%s, whose folder is not in the table, is refused',
  (file) => {
    expect(refused('every folder is in the table', file).size).toBe(1)
  },
)

test('a cycle is refused, of types as well', () => {
  expect(refused('no cycles', 'server/login/one.ts')).toEqual(new Set(['server/login/two.ts']))
})

test('two folders that import each other are refused', () => {
  const pair = found.filter(({ rule }) => rule.name === 'no folders that import each other')
  expect(pair.map(({ from }) => from)).toContain('server/contract')
})
