import { sql, type Kysely } from 'kysely'
import type { AccountRepository } from '../../payments/core/repository'
import type { Tables } from '../schema/tables'

export function createAccountRepository(db: Kysely<Tables>): AccountRepository {
  return {
    async adoptCharges({ gateway, account, appId }) {
      await db
        .updateTable('charges')
        .set((eb) => ({
          account: eb.fn.coalesce('account', eb.val(account)),
          app_id: eb.fn.coalesce('app_id', eb.val(appId)),
        }))
        // Uses the index of due charges: charges that have ended for good are not scanned.
        .where('next_check_at', '>=', 0)
        .where('gateway', '=', gateway)
        .where((eb) => eb.or([eb('account', 'is', null), eb('app_id', 'is', null)]))
        .execute()
    },

    async underWayElsewhere(ours) {
      const rows = await db
        .selectFrom('charges')
        .select((eb) => [
          'gateway',
          'account',
          'app_id',
          eb.fn.countAll<number>().as('count'),
          eb.fn.max('expires_at').as('latest_end'),
        ])
        // Tells the database that its partial index of charges without success is sufficient.
        .where('status', '<>', sql.lit('succeeded'))
        .where('status', 'in', ['creating', 'live'])
        .where((eb) =>
          eb.and(
            ours.map((one) =>
              eb.or([
                eb('gateway', '<>', one.gateway),
                eb('account', '<>', one.account),
                eb('app_id', '<>', one.appId),
              ]),
            ),
          ),
        )
        .groupBy(['gateway', 'account', 'app_id'])
        .orderBy('account')
        .orderBy('app_id')
        .execute()
      return rows.map((row) => ({
        gateway: row.gateway,
        account: row.account ?? '',
        appId: row.app_id ?? '',
        count: row.count,
        latestEnd: row.latest_end,
      }))
    },
  }
}
