import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../server/store/engine/database'
import { createRepository } from '../../server/store/repository'
import { createNotificationQueue } from '../../server/store/notifications/notification-queue'
import { migrate } from '../../server/store/engine/migrate'
import { freshDatabase, kinds, type Kind } from '../server/support/databases'
import { createMemoryRepository } from './repository/memory-repository'
import { live } from './world/live'
import { outboxOf } from './world/sending'
import { bothStores } from './world/store'
import type { World } from './world/world'

/** Short lives in which much happens: a payer's windows, denials, refunds of every kind, faults. */
const seeds = [70, 376, 448, 1413]

async function openRepository(kind: Kind) {
  const database = await freshDatabase(kind)
  const opened = openDatabase(database.location)
  onTestFinished(async () => {
    await opened.db.destroy()
    await database.drop()
  })
  await migrate(opened)
  // What a power cut leaves is not what is looked at here.
  if (kind === 'embedded') await sql`pragma synchronous = off`.execute(opened.db)
  return (world: World) => ({
    ...createRepository(
      opened.db,
      outboxOf(world, () => undefined),
    ),
    ...createNotificationQueue(opened.db),
  })
}

const worlds = seeds.flatMap((seed) =>
  (['paymax', 'both'] as const).map((which) => [seed, which] as const),
)

describe.each(kinds)('on a real database (%s)', (kind) => {
  it.each(worlds)('the world of seed %i (%s) is the same, verb by verb', async (seed, gateways) => {
    const repositoryOf = await openRepository(kind)
    const differences: unknown[] = []
    let performed = 0
    const { violation } = await live(seed, {
      gateways,
      storeOf: (world) => {
        const both = bothStores(
          createMemoryRepository(world.book),
          repositoryOf(world),
          (verb, memory, database) => differences.push({ verb, memory, database }),
        )
        return {
          atOnce: both.atOnce,
          perform(verb, given) {
            performed += 1
            return both.perform(verb, given)
          },
        }
      },
    })
    expect(differences).toEqual([])
    expect(violation).toBeNull()
    expect(performed).toBeGreaterThan(50)
  })
})
