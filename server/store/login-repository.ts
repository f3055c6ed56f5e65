import type { Kysely, Selectable } from 'kysely'
import type { LoginRepository, LoginRecord } from '../login/login-repository'
import { prepared } from './engine/prepared'
import type { LoginsTable, Tables } from './schema/tables'

const byState = prepared((db, { state }: { state: string }) =>
  db.selectFrom('logins').selectAll().where('state', '=', state),
)

function claiming(db: Kysely<Tables>, { state, codeHash, at }: Claim) {
  return db
    .updateTable('logins')
    .set({ code_hash: codeHash, claimed_at: at })
    .where('state', '=', state)
    .where('code_hash', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('logins as others')
            .select('others.state')
            .where('others.code_hash', '=', codeHash),
        ),
      ),
    )
}

const claim = prepared((db, one: Claim) => claiming(db, one).returning('state'))

const claimOwn = prepared((db, own: OwnClaim) =>
  claiming(db, own)
    .where('browser_hash', '=', own.browserHash)
    .where('created_at', '>', own.begunAfter)
    .returningAll(),
)

const finish = prepared((db, { state, outcome, openid, at, forgetAt }: Finish) =>
  db
    .updateTable('logins')
    .set({ outcome, openid, exchanged_at: at, forget_at: forgetAt })
    .where('state', '=', state),
)

interface Claim {
  readonly state: string
  readonly codeHash: string
  readonly at: number
}
type OwnClaim = Parameters<LoginRepository['claimOwn']>[0]
type Finish = { readonly state: string } & Parameters<LoginRepository['finishLogin']>[1]

/** The login repository over SQL. */
export function createLoginRepository(db: Kysely<Tables>): LoginRepository {
  return {
    async startLogin({ state, target, browserHash, createdAt, forgetAt }) {
      await db
        .insertInto('logins')
        .values({
          state,
          target,
          browser_hash: browserHash,
          created_at: createdAt,
          code_hash: null,
          claimed_at: null,
          outcome: null,
          openid: null,
          exchanged_at: null,
          forget_at: forgetAt,
        })
        .execute()
    },

    async loginByState(state) {
      const [row] = await byState(db, { state })
      return row ? loginOf(row) : null
    },

    async claimOwn(one) {
      try {
        const [row] = await claimOwn(db, one)
        return row ? loginOf(row) : null
      } catch (error) {
        if (!(await holderOf(db, one.codeHash))) throw error
        return null
      }
    },

    async claimLogin(state, codeHash, at) {
      try {
        const claimed = await claim(db, { state, codeHash, at })
        if (claimed.length > 0) return 'claimed'
      } catch (error) {
        if (!(await holderOf(db, codeHash))) throw error
      }
      const holder = await holderOf(db, codeHash)
      return holder && holder.state !== state ? 'code_used' : 'taken'
    },

    async finishLogin(state, result) {
      await finish(db, { state, ...result })
    },

    async forgetOpenids(before, limit) {
      const oldest = db
        .selectFrom('logins')
        .select('state')
        .where('created_at', '<', before)
        .where('openid', 'is not', null)
        .orderBy('created_at')
        .limit(limit)
      const { numUpdatedRows } = await db
        .updateTable('logins')
        .set({ openid: null, outcome: 'code_invalid' })
        .where('state', 'in', oldest)
        // The condition is repeated for a statement that waited for a login being deleted by another process.
        .where('created_at', '<', before)
        .where('openid', 'is not', null)
        .executeTakeFirst()
      return Number(numUpdatedRows)
    },

    forgetLogins: (now, limit) => forgetSoonest(db, now, limit),

    async forgetBeyond(keep, forgetBy, limit) {
      const { count } = await db
        .selectFrom('logins')
        .select((eb) => eb.fn.countAll().as('count'))
        .where('forget_at', '<=', forgetBy)
        .executeTakeFirstOrThrow()
      const beyond = Math.min(limit, Number(count) - keep)
      return beyond > 0 ? forgetSoonest(db, forgetBy, beyond) : 0
    },
  }
}

/** Of two states that claim one code at the same instant, the unique column lets one through and fails the other. */
function holderOf(db: Kysely<Tables>, codeHash: string) {
  return db
    .selectFrom('logins')
    .select('state')
    .where('code_hash', '=', codeHash)
    .executeTakeFirst()
}

function loginOf(row: Selectable<LoginsTable>): LoginRecord {
  return {
    state: row.state,
    target: row.target,
    browserHash: row.browser_hash,
    createdAt: row.created_at,
    codeHash: row.code_hash,
    claimedAt: row.claimed_at,
    outcome: row.outcome,
    openid: row.openid,
    exchangedAt: row.exchanged_at,
    forgetAt: row.forget_at,
  }
}

/** @returns how many */
async function forgetSoonest(db: Kysely<Tables>, forgetBy: number, limit: number): Promise<number> {
  const soonest = db
    .selectFrom('logins')
    .select('state')
    .where('forget_at', '<=', forgetBy)
    .orderBy('forget_at')
    .limit(limit)
  const { numDeletedRows } = await db
    .deleteFrom('logins')
    .where('state', 'in', soonest)
    // The condition is repeated for a statement that waited for a login that was just finished.
    .where('forget_at', '<=', forgetBy)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
