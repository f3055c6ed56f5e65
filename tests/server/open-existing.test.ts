/** A command that writes opens the database that it knows, and makes or changes no other one. */
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../server/store/engine/database'
import { migrate } from '../../server/store/engine/migrate'
import { openExisting } from '../../server/store/engine/open-existing'
import { emptyDatabase, kinds } from './support/databases'

describe.each(kinds)('on the %s database', (kind) => {
  test('what it reads first has to be there', async () => {
    const { location, drop } = await emptyDatabase(kind)
    onTestFinished(drop)
    const opened = openDatabase(location)
    await migrate(opened)
    await opened.db.destroy()

    const other = await openExisting(location, ({ db }) =>
      sql`select of_another_version from orders`.execute(db),
    )
    expect(other).toMatch(/of_another_version.*Start the backend once/)
    const known = await openExisting(location, ({ db }) => sql`select 1 from orders`.execute(db))
    if (typeof known === 'string') throw new Error(known)
    await known.db.destroy()
  })

  test('without tables it is left as it is', async () => {
    const { location, drop } = await emptyDatabase(kind)
    onTestFinished(drop)
    const opened = await openExisting(location, ({ db }) => sql`select 1 from orders`.execute(db))
    expect(opened).toContain('Start the backend once')
  })
})
