/** The page about personal data names every column that holds any: held to the database's own list. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../server/store/engine/database'
import { migrate } from '../../../server/store/engine/migrate'
import { freshDatabase, kinds, type Kind } from '../support/databases'
import { everyColumn } from '../support/every-cell'
import { aboutNobody } from './columns'

const pages = ['docs/personal-data.md', 'docs/zh/personal-data.md']

async function columns(kind: Kind): Promise<string[]> {
  const { location, drop } = await freshDatabase(kind)
  const opened = openDatabase(location)
  await migrate(opened)
  await opened.db.destroy()
  const found = await everyColumn(location)
  await drop()
  return found
}

/** The first cells of the table of columns. */
function namedOn(page: string): string[] {
  const text = readFileSync(new URL(`../../../${page}`, import.meta.url), 'utf8')
  const cells = [...text.matchAll(/^\| (`[a-z_]+\.[a-z_]+`(?:, `[a-z_]+\.[a-z_]+`)*) +\|/gm)]
  return cells.flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  )
}

const others = Object.entries(aboutNobody).flatMap(([table, names]) =>
  names.split(' ').map((name) => `${table}.${name}`),
)

test.each(kinds.flatMap((kind) => pages.map((page) => [kind, page] as const)))(
  'every column of the %s database is in %s, or about nobody, and never both',
  async (kind, page) => {
    expect([...namedOn(page), ...others].sort()).toEqual(await columns(kind))
  },
)
