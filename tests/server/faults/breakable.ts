/** A checkout whose database can be broken, for real, and from outside wherever that can be done. */
import type { openDatabase } from '../../../server/store/engine/database'
import { openCheckout, type Checkout } from '../support/checkout'
import type { Kind, TestDatabase } from '../support/databases'
import { breakableFile } from './breakable-file'
import { breakableServer } from './breakable-server'

/** Breaks the database. @returns what mends it */
type Break = () => Promise<() => Promise<void>>

export interface BreakableDatabase {
  readonly database: TestDatabase
  readonly openDatabase: typeof openDatabase
  readonly breaks: ReadonlyMap<string, Break>
  /** The order numbers that somebody else's connection finds. */
  readonly committed: () => Promise<string[]>
}

/** What can happen to each. `silent`: it is there and says nothing. */
export const troubles: readonly (readonly [string, Kind])[] = [
  ['locked', 'embedded'],
  ['full', 'embedded'],
  ['read-only', 'embedded'],
  ['gone', 'embedded'],
  ['locked', 'postgres'],
  ['full', 'postgres'],
  ['read-only', 'postgres'],
  ['gone', 'postgres'],
  ['silent', 'postgres'],
]

export async function openBreakable(kind: Kind): Promise<{
  checkout: Checkout
  /** @returns what mends it again */
  breakIt: (trouble: string) => Promise<() => Promise<void>>
  committed: BreakableDatabase['committed']
}> {
  const parts = await (kind === 'embedded' ? breakableFile() : breakableServer())
  const checkout = await openCheckout(kind, {}, parts)
  return {
    checkout,
    committed: parts.committed,
    breakIt(trouble) {
      const breakIt = parts.breaks.get(trouble)
      if (!breakIt) throw new Error(`no such trouble: ${trouble}`)
      return breakIt()
    },
  }
}
