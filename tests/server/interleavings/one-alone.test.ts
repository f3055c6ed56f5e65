/**
 * Two processes at one row at the same instant: both have seen it as it was before either of them changed
 * it, and one alone gets it. Somebody else's lock brings them to that point.
 */
import { describe, expect, onTestFinished, test } from 'vitest'
import type { LoginRepository, LoginRecord } from '../../../server/login/login-repository'
import type { Repository } from '../../../server/payments/core/repository'
import { openDatabase, type Database } from '../../../server/store/engine/database'
import { createRepository } from '../../../server/store/repository'
import { createLoginRepository } from '../../../server/store/login-repository'
import { migrate } from '../../../server/store/engine/migrate'
import { freshDatabase, kinds, type Kind } from '../support/databases'
import { holdRows } from '../support/held-rows'
import {
  chargeRow,
  claimOf,
  createdOf,
  orderRow,
  refundRow,
  t0,
  successOf,
  answersTo,
} from '../support/rows'

/** Two connections to one new database, as of two processes. */
async function openTwo(kind: Kind) {
  const database = await freshDatabase(kind)
  const [first, second] = [openDatabase(database.location), openDatabase(database.location)]
  onTestFinished(async () => {
    await first.db.destroy()
    await second.db.destroy()
    await database.drop()
  })
  await migrate(first)
  // What a connection does for the first time takes longer: both are to stand at the lock.
  for (const { db } of [first, second]) await db.selectFrom('logins').select('state').execute()
  return { location: database.location, first, second }
}

const books = ({
  first,
  second,
}: {
  first: Database
  second: Database
}): [LoginRepository, LoginRepository] => [
  createLoginRepository(first.db),
  createLoginRepository(second.db),
]

async function startLogins(book: LoginRepository, states: readonly string[]) {
  for (const state of states) {
    await book.startLogin({
      state,
      target: 'checkout',
      browserHash: 'b',
      createdAt: t0,
      forgetAt: t0,
    })
  }
}

const own = (state: string) => ({
  state,
  browserHash: 'b',
  codeHash: 'code',
  begunAfter: t0 - 1,
  at: t0,
})
const given = (logins: readonly (LoginRecord | null)[]) =>
  logins.flatMap((login) => login?.state ?? [])

describe.each(kinds)('two processes that claim at once, on the %s database', (kind) => {
  test('one login: one of them exchanges the code', async () => {
    const opened = await openTwo(kind)
    const [one, other] = books(opened)
    await startLogins(one, ['s1'])
    const held = await holdRows(opened.location, `logins where state = 's1'`)
    const both = Promise.all([one.claimLogin('s1', 'code', t0), other.claimLogin('s1', 'code', t0)])
    await held.stoodBehind(2)
    await held.release()
    expect((await both).sort()).toEqual(['claimed', 'taken'])
  })

  test('one login, unread: one of them is given it', async () => {
    const opened = await openTwo(kind)
    const [one, other] = books(opened)
    await startLogins(one, ['s1'])
    const held = await holdRows(opened.location, `logins where state = 's1'`)
    const both = Promise.all([one.claimOwn(own('s1')), other.claimOwn(own('s1'))])
    await held.stoodBehind(2)
    await held.release()
    expect(given(await both)).toEqual(['s1'])
  })

  test('two logins with one code, unread: one of them is given', async () => {
    const opened = await openTwo(kind)
    const [one, other] = books(opened)
    await startLogins(one, ['s1', 's2'])
    const held = await holdRows(opened.location, `logins where state in ('s1', 's2')`)
    const both = Promise.all([one.claimOwn(own('s1')), other.claimOwn(own('s2'))])
    await held.stoodBehind(2)
    await held.release()
    expect(given(await both)).toHaveLength(1)
  })

  test('one login with two codes: one code is exchanged, and is the one that is kept', async () => {
    const opened = await openTwo(kind)
    const [one, other] = books(opened)
    await startLogins(one, ['s1'])
    const held = await holdRows(opened.location, `logins where state = 's1'`)
    const both = Promise.all([
      one.claimLogin('s1', 'code1', t0),
      other.claimLogin('s1', 'code2', t0),
    ])
    await held.stoodBehind(2)
    await held.release()
    const outcomes = await both
    expect(outcomes.toSorted()).toEqual(['claimed', 'taken'])
    const claimed = outcomes.indexOf('claimed') === 0 ? 'code1' : 'code2'
    expect((await one.loginByState('s1'))?.codeHash).toBe(claimed)
  })

  test('two logins with one code: it is exchanged for one of them', async () => {
    const opened = await openTwo(kind)
    const [one, other] = books(opened)
    await startLogins(one, ['s1', 's2'])
    const held = await holdRows(opened.location, `logins where state in ('s1', 's2')`)
    const both = Promise.all([one.claimLogin('s1', 'code', t0), other.claimLogin('s2', 'code', t0)])
    await held.stoodBehind(2)
    await held.release()
    expect((await both).sort()).toEqual(['claimed', 'code_used'])
  })
})

async function aDueCharge(repository: Repository) {
  await repository.insertOrder(orderRow)
  await repository.beginCharge(chargeRow, null, t0)
  await repository.chargeCreated(chargeRow.chargeId, createdOf(chargeRow.chargeId))
}

interface DueRow {
  readonly table: string
  readonly make: (repository: Repository) => Promise<void>
  readonly take: (repository: Repository) => Promise<readonly object[]>
}

const dueRows: readonly DueRow[] = [
  {
    table: 'charges',
    make: aDueCharge,
    take: (repository: Repository) => repository.takeDueCharges(t0, t0 + 25_000, 10),
  },
  {
    table: 'refunds',
    make: async (repository: Repository) => {
      await aDueCharge(repository)
      const { chargeId } = chargeRow
      await repository.recordSuccess(chargeId, successOf(chargeId), answersTo(chargeRow))
      await repository.beginRefund(refundRow, claimOf(refundRow), 'one')
    },
    take: (repository: Repository) => repository.takeDueRefunds(t0, t0 + 25_000, 10),
  },
  {
    table: 'inbox',
    make: async (repository: Repository) => {
      const one = {
        key: 'n1',
        rawBody: Buffer.from('{}'),
        headers: { sign: 's' },
        gateway: 'paymax' as const,
        receivedAt: t0,
      }
      await repository.keepWebhook(one, t0)
    },
    take: (repository: Repository) => repository.takeDueWebhooks(t0, t0 + 25_000, 10),
  },
]

describe.each(kinds)('two processes at one due row, on the %s database', (kind) => {
  test.each(dueRows)('of $table: one of them gets it', async ({ table, make, take }) => {
    const opened = await openTwo(kind)
    const repositories = [
      createRepository(opened.first.db),
      createRepository(opened.second.db),
    ] as const
    await make(repositories[0])
    const held = await holdRows(opened.location, table)
    const both = Promise.all(repositories.map(take))
    await held.stoodBehind(2)
    await held.release()
    expect((await both).map((taken) => taken.length).sort()).toEqual([0, 1])
  })
})
