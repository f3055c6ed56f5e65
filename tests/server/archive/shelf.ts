/** A store of a few old orders, and the command's inside over it. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createArchiveFile } from '../../../server/commands/archive/archive-file'
import { archiveOrders } from '../../../server/commands/archive/archive-orders'
import type { OrderRecord } from '../../../server/payments/core/records'
import {
  createArchiveStore,
  type OrderBundle,
  type ArchiveStore,
} from '../../../server/store/archive/archive'
import { openDatabase } from '../../../server/store/engine/database'
import { createRepository } from '../../../server/store/repository'
import { migrate } from '../../../server/store/engine/migrate'
import { freshDatabase, type Kind } from '../support/databases'
import { answersTo, chargeRow, createdOf, orderRow, successOf, t0 } from '../support/rows'

const day = 86_400_000

/** Long after all that the rows of these tests tell of. */
export const later = t0 + 30 * day

export async function oldStore(kind: Kind) {
  const { location, drop } = await freshDatabase(kind)
  const opened = openDatabase(location)
  onTestFinished(async () => {
    await opened.db.destroy()
    await drop()
  })
  await migrate(opened)
  const repository = createRepository(opened.db)
  const archiveStore = createArchiveStore(opened)

  /** An open order with a charge in a payer's hands, both named after `name`. */
  async function charged(name: string, order: Partial<OrderRecord> = {}) {
    const one = { ...orderRow, orderId: name, orderNo: `N-${name}`, ...order }
    const charge = { ...chargeRow, chargeId: `c-${name}`, orderId: name }
    await repository.insertOrder(one)
    await repository.beginCharge(charge, null, t0)
    await repository.chargeCreated(charge.chargeId, createdOf(charge.chargeId))
    return charge
  }

  async function paid(name: string, order: Partial<OrderRecord> = {}) {
    const charge = await charged(name, order)
    await repository.recordSuccess(charge.chargeId, successOf(charge.chargeId), answersTo(charge))
    return charge
  }

  /** As the command does it, into a file of its own. */
  async function archived(before = later, with_: Partial<ArchiveStore> = {}) {
    const path = join(await temporaryFolder(), 'orders.ndjson')
    const file = await createArchiveFile(path)
    const pause = () => Promise.resolve()
    const moving = archiveOrders(
      { archiveStore: { ...archiveStore, ...with_ }, file, now: () => later, pause },
      before,
    )
    const outcome = await moving.catch((error: unknown) => error)
    await file.close()
    return { outcome, lines: await linesOf(path) }
  }
  return { db: opened.db, location, repository, archiveStore, charged, paid, archived }
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'archive-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** What a file of the archive says, read back line by line. */
export async function linesOf(path: string): Promise<OrderBundle[]> {
  const text = await readFile(path, 'utf8')
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as OrderBundle)
}
