import { sql } from 'kysely'
import { onTestFinished } from 'vitest'
import { keyPairFor } from '../../../mocks/sandbox/keys'
import { listen, reply } from '../../../mocks/sandbox/http'
import { openDatabase } from '../../../server/store/engine/database'
import { type Checkout } from '../support/checkout'
import { type Otherwise } from './support'

export const hour = 3_600_000

export async function inStore(checkout: Checkout, statement: string): Promise<void> {
  const dir = checkout.environment['DATA_DIR']
  const url = checkout.environment['DATABASE_URL']
  const { db } = openDatabase(
    url === undefined ? { kind: 'embedded', dir: dir ?? '' } : { kind: 'postgres', url },
  )
  await sql.raw(statement).execute(db)
  await db.destroy()
}

/** What is done to a checkout, and what is told otherwise. */
export type Plant = (checkout: Checkout) => Otherwise | Promise<Otherwise>

export const env =
  (change: Readonly<Record<string, string>>): Plant =>
  () => ({ env: change })

export const stranger = keyPairFor('stranger')

/** Somebody who has nothing to do with us, and answers all the same. */
export async function strangerAt(status: number): Promise<string> {
  const stranger_ = await listen(
    (_request, response) => reply(response, status, { Location: 'https://elsewhere.invalid/' }, ''),
    0,
    '127.0.0.1',
  )
  onTestFinished(stranger_.close)
  return `http://127.0.0.1:${String(stranger_.port)}/pay/`
}
