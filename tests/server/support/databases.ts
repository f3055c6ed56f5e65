import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { DatabaseLocation } from '../../../server/store/engine/database'
import { migrated, onServer } from './migrated-database'
import { giveBack, noteStructure, takeEmptied } from './used-databases'

export const kinds = ['embedded', 'postgres'] as const
export type Kind = (typeof kinds)[number]

/** A database of the test's own; `drop` leaves nothing behind. */
export interface TestDatabase {
  readonly location: DatabaseLocation
  readonly environment: Record<string, string>
  drop: () => Promise<void>
}

/** On PostgreSQL one that has every migration already: to migrate took longer than many a test. */
export function freshDatabase(kind: Kind): Promise<TestDatabase> {
  return kind === 'embedded' ? Promise.resolve(freshFile()) : migratedPostgres()
}

/** Without a table. */
export function emptyDatabase(kind: Kind): Promise<TestDatabase> {
  return kind === 'embedded' ? Promise.resolve(freshFile()) : freshPostgres('template1')
}

/** In bytes. Docker gives 64 MB unless it is told otherwise. */
const enoughMemory = 1e9
const memory = '/dev/shm'

/** In memory where there is enough: a commit is synced to the disk, and what survives a power cut is not tested here. */
function quickFolder(): string {
  if (!existsSync(memory)) return tmpdir()
  const { bavail, bsize } = statfsSync(memory)
  return bavail * bsize > enoughMemory ? memory : tmpdir()
}

/** Where a merchant's is: the doctor complains of one in memory. */
export const fileOnDisk = () => freshFile(inject('buildFolder'))

function freshFile(folder = quickFolder()): TestDatabase {
  const dir = mkdtempSync(join(folder, 'checkout-data-'))
  return {
    location: { kind: 'embedded', dir },
    environment: { DATA_DIR: dir },
    drop: async () => {
      rmSync(dir, { recursive: true, force: true })
      return Promise.resolve()
    },
  }
}

async function migratedPostgres(): Promise<TestDatabase> {
  const server = inject('postgresUrl')
  const name = takeEmptied() ?? (await copyOf(server, migrated))
  await noteStructure(server, name)
  return { ...atServer(server, name), drop: () => giveBack(server, name) }
}

async function freshPostgres(template: string): Promise<TestDatabase> {
  const server = inject('postgresUrl')
  const name = await copyOf(server, template)
  return {
    ...atServer(server, name),
    drop: () => onServer(server, `drop database ${name} with (force)`),
  }
}

/** @returns its name */
async function copyOf(server: string, template: string): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`
  await onServer(server, `create database ${name} template ${template} strategy file_copy`)
  return name
}

function atServer(server: string, name: string): Omit<TestDatabase, 'drop'> {
  const url = `${server}/${name}`
  return { location: { kind: 'postgres', url }, environment: { DATABASE_URL: url } }
}
