import { sql, type Kysely } from 'kysely'
import type { ChargeVerbs } from '../../payments/core/charge-repository'
import type { ChargeRecord } from '../../payments/core/records'
import { adoptCharge } from './adopt-charge'
import { countAttempt, forgetAttempts } from './attempts'
import { deniedSince } from '../rows/denials'
import { takeDue } from '../rows/due'
import { beginCharge, NumberTaken, OverTheBound } from './begin-charge'
import { chargeCreated } from './charge-created'
import { longestNumber } from '../schema/migrations/to-0019/0006-receipts'
import { prepared } from '../engine/prepared'
import { chargeOf, flag } from '../rows/charge-rows'
import { chargesOfOrder, withRefunds } from '../lookups/charges-with-refunds'
import { recordSuccess } from './record-success'
import { withNotifications, type OutboxOrOff } from '../outbox/with-notifications'
import type { Tables } from '../schema/tables'
import { endWithIncident, endCharge } from './end-charge'

const byId = prepared((db, { chargeId }: { chargeId: string }) =>
  db.selectFrom('charges').selectAll().where('charge_id', '=', chargeId),
)

interface Noted {
  readonly chargeId: string
  readonly at: number
  readonly gatewayId: string
  readonly livemode: number | null
}

const checked = prepared((db, { chargeId, at, gatewayId, livemode }: Noted) =>
  db
    .updateTable('charges')
    .set((eb) => ({
      checked_at: at,
      gateway_id: eb.fn.coalesce('gateway_id', eb.val(gatewayId)),
      livemode: eb.fn.coalesce('livemode', eb.val(livemode)),
      denials: 0,
      denied_since: null,
      next_check_at: eb
        .case()
        .when('gateway_id', 'is', null)
        .then(at)
        .else(eb.ref('next_check_at'))
        .end(),
    }))
    .where('charge_id', '=', chargeId)
    .where((eb) => eb.or([eb('gateway_id', 'is', null), eb('gateway_id', '=', gatewayId)]))
    .where((eb) => eb.or([eb('checked_at', 'is', null), eb('checked_at', '<', at)])),
)

/** In ms; see `pace` of the rules. */
const longestTurn = 15_000

export function chargeVerbs(db: Kysely<Tables>, outbox: OutboxOrOff): ChargeVerbs {
  async function chargesOfOrders(orderIds: readonly string[]): Promise<ChargeRecord[]> {
    if (orderIds.length === 0) return []
    const rows = await db
      .selectFrom('charges')
      .selectAll()
      .where('order_id', 'in', orderIds)
      .orderBy('created_at')
      .execute()
    return rows.map(chargeOf)
  }

  return {
    async beginCharge(...charge) {
      try {
        return await db.transaction().execute((transaction) => beginCharge(transaction, ...charge))
      } catch (error) {
        if (error instanceof OverTheBound) return error.limit
        if (error instanceof NumberTaken) return 'number_taken'
        throw error
      }
    },

    adoptCharge: (...adopted) =>
      withNotifications(db, outbox, (transaction, told) => adoptCharge(transaction, told, adopted)),

    countAttempt: (attempt, bound) =>
      db.transaction().execute((transaction) => countAttempt(transaction, attempt, bound)),

    forgetAttempts: (before, limit) => forgetAttempts(db, before, limit),

    chargeCreated: (chargeId, answer) =>
      db.transaction().execute((transaction) => chargeCreated(transaction, chargeId, answer)),

    endCharge: (chargeId, to, end) =>
      end.incident
        ? withNotifications(db, outbox, (transaction, told) =>
            endWithIncident(transaction, told, chargeId, to, end),
          )
        : endCharge(db, chargeId, to, end),

    async noteFinal(chargeId, now) {
      const { final_since: since } = await db
        .updateTable('charges')
        .set((eb) => ({ final_since: eb.fn.coalesce('final_since', eb.val(now)) }))
        .where('charge_id', '=', chargeId)
        .returning('final_since')
        .executeTakeFirstOrThrow()
      return since ?? now
    },

    async noteDenied(gatewayId, now) {
      const row = await db
        .updateTable('charges')
        .set((eb) => ({
          denials: eb('denials', '+', 1),
          denied_since: deniedSince(now),
        }))
        .where('gateway_id', '=', gatewayId)
        .returningAll()
        .executeTakeFirst()
      return row ? chargeOf(row) : null
    },

    async chargeById(chargeId) {
      const [row] = await byId(db, { chargeId })
      return row ? chargeOf(row) : null
    },

    async chargeByGatewayId(gatewayId) {
      const row = await db
        .selectFrom('charges')
        .selectAll()
        .where('gateway_id', '=', gatewayId)
        .executeTakeFirst()
      return row ? chargeOf(row) : null
    },

    async chargeByTransactionNo(transactionNo) {
      const rows = await db
        .selectFrom('charges')
        .selectAll()
        .where('transaction_no', '=', transactionNo)
        // Tells the database that its partial index of short numbers is sufficient.
        .where((eb) => eb(eb.fn('length', ['transaction_no']), '<=', sql.lit(longestNumber)))
        .limit(2)
        .execute()
      const [row] = rows
      return row && rows.length === 1 ? chargeOf(row) : null
    },

    async archivedCharge(chargeId) {
      const row = await db
        .selectFrom('archived_charges')
        .select(['order_id', 'status'])
        .where('charge_id', '=', chargeId)
        .executeTakeFirst()
      return row ? { orderId: row.order_id, status: row.status } : null
    },

    chargesOfOrder: async (orderId) => withRefunds(await chargesOfOrder(db, { orderId })),
    chargesOfOrders,

    async noteChecked(chargeId, at, { gatewayId, livemode }) {
      await checked(db, { chargeId, at, gatewayId, livemode: flag(livemode) })
    },

    recordSuccess: (chargeId, success, unwanted) =>
      withNotifications(db, outbox, (transaction, told) =>
        recordSuccess(transaction, told, chargeId, success, unwanted),
      ),

    async takeTurn(chargeId, now, until) {
      const taken = await db
        .updateTable('charges')
        .set({ next_turn_at: until })
        .where('charge_id', '=', chargeId)
        // A time further ahead than queries are apart comes from a clock that has jumped.
        .where((eb) =>
          eb.or([eb('next_turn_at', '<=', now), eb('next_turn_at', '>', now + longestTurn)]),
        )
        .returning('charge_id')
        .executeTakeFirst()
      return taken !== undefined
    },

    async takeDueCharges(now, leaseUntil, limit) {
      return (await takeDue(db, 'charges', now, leaseUntil, limit)).map(chargeOf)
    },

    async scheduleCheck(chargeId, leaseUntil, nextCheckAt) {
      await db
        .updateTable('charges')
        .set({ next_check_at: nextCheckAt })
        .where('charge_id', '=', chargeId)
        .where('next_check_at', '=', leaseUntil)
        .execute()
    },
  }
}
