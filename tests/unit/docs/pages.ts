/** Which pages there are in two languages: see `docs/decisions/0014-two-languages.md`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'

const project = new URL('../../../', import.meta.url)

export const readText = (path: string) => readFileSync(new URL(path, project), 'utf8')
export const exists = (path: string) => existsSync(new URL(path, project))

const translated = readdirSync(new URL('docs/zh/', project)).sort()

/** Chinese first; every page in `docs/zh` has its English one in `docs`. */
export const pairs: readonly (readonly [zh: string, en: string])[] = [
  ['README.md', 'README.en.md'],
  ['SECURITY.md', 'SECURITY.en.md'],
  ['deploy/README.md', 'deploy/README.en.md'],
  ['clients/node/README.md', 'clients/node/README.en.md'],
  ['examples/README.md', 'examples/README.en.md'],
  ['examples/shop/README.md', 'examples/shop/README.en.md'],
  ...translated.map((name) => [`docs/zh/${name}`, `docs/${name}`] as const),
]

const otherPages = readdirSync(new URL('docs/', project))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`)

export const allPages: readonly string[] = [
  ...new Set([...pairs.flat(), 'CONTRIBUTING.md', ...otherPages]),
]
