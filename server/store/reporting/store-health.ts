/** What the store shows about how it is used. Read-only, beside the running backend. */
import { sql, type Kysely } from 'kysely'
import type { GatewayName } from '../../payments/core/records'
import { migrations } from '../schema/migrations'
import type { Tables } from '../schema/tables'

/** `newer`: another build has changed it. `older`: the next start migrates it. */
export async function schemaState(db: Kysely<Tables>): Promise<'current' | 'newer' | 'older'> {
  const { rows } = await sql<{ name: string }>`select name from migrations`.execute(db)
  const known = new Set(migrations.map(({ name }) => name))
  if (rows.some(({ name }) => !known.has(name))) return 'newer'
  return rows.length < known.size ? 'older' : 'current'
}

export interface LastCharge {
  readonly chargeId: string
  readonly gatewayId: string
  /** The official account that it was made for; null in rows of old builds. */
  readonly appId: string | null
  /** The signed parameters of the pay sheet, as JSON; null where they are no longer needed. */
  readonly jsApiParams: string | null
}

/** The last charge that this gateway has made. */
export async function lastCharge(
  db: Kysely<Tables>,
  gateway: GatewayName,
): Promise<LastCharge | null> {
  const row = await db
    .selectFrom('charges')
    .select(['charge_id', 'gateway_id', 'app_id', 'js_api_params'])
    .where('gateway', '=', gateway)
    .where('gateway_id', 'is not', null)
    .where('status', '<>', 'creating')
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row || row.gateway_id === null) return null
  return {
    chargeId: row.charge_id,
    gatewayId: row.gateway_id,
    appId: row.app_id,
    jsApiParams: row.js_api_params,
  }
}

const hour = 3_600_000
/** In ms. Applied webhooks are kept for a week. */
const kept = 6 * 24 * hour
/** In ms. The gateway's clock differs from ours, and a webhook may be late. */
const margin = hour / 6

/**
 * Payments of a gateway that were not followed by a webhook within an hour.
 * @param now Unix ms
 * @returns how many, and since when (Unix ms); null where there are none
 */
export async function foundByQueryAlone(
  db: Kysely<Tables>,
  gateway: GatewayName,
  now: number,
): Promise<{ readonly payments: number; readonly since: number } | null> {
  const { last } = await db
    .selectFrom('inbox')
    .select((eb) => eb.fn.max<number | null>('received_at').as('last'))
    .where('gateway', '=', gateway)
    .executeTakeFirstOrThrow()
  const after = Math.max(last ?? 0, now - kept) + margin
  const { payments, since } = await db
    .selectFrom('orders')
    .innerJoin('charges', 'charges.charge_id', 'orders.paid_charge_id')
    .select((eb) => [eb.fn.countAll().as('payments'), eb.fn.min('orders.paid_at').as('since')])
    .where('charges.gateway', '=', gateway)
    .where('orders.paid_at', '>', after)
    .executeTakeFirstOrThrow()
  if (since === null || since > now - hour) return null
  return { payments: Number(payments), since }
}
