import type { ExpressionBuilder, Kysely } from 'kysely'
import type { Tables } from '../schema/tables'

/** What an order that has not ended waits for. */
export type Reason =
  | 'it is open'
  | 'a charge of it may still be paid'
  | 'a refund of it is under way'
  | 'its shop is still being told'

/** No notification to the shop is pending. */
export function hasNothingToSend(eb: ExpressionBuilder<Tables, 'orders'>) {
  return eb.not(
    eb.exists(
      eb
        .selectFrom('notifications')
        .select('notifications.notification_id')
        .whereRef('notifications.order_id', '=', 'orders.order_id')
        .where('notifications.next_try_at', 'is not', null),
    ),
  )
}

/**
 * Which of these orders still contain personal data of the payer, or of anybody. Called once nothing more can
 * be erased.
 */
export async function whyNotErased(
  db: Kysely<Tables>,
  orderIds: readonly string[],
  openid: string | null,
): Promise<{ orderNo: string; reason: Reason }[]> {
  const left: { orderNo: string; reason: Reason }[] = []
  for (const orderId of orderIds) {
    const order = await db
      .selectFrom('orders')
      .select(['order_no', 'state', 'openid', 'forgotten_at'])
      .where('order_id', '=', orderId)
      .executeTakeFirst()
    if (!order) continue
    const charges = await db
      .selectFrom('charges')
      .select(['openid', 'refund_under_way', 'next_check_at', 'status'])
      .where('order_id', '=', orderId)
      .execute()
    const names =
      openid === null
        ? order.forgotten_at === null
        : order.openid === openid || charges.some((charge) => charge.openid === openid)
    if (names) left.push({ orderNo: order.order_no, reason: reasonOf(order, charges) })
  }
  return left
}

interface Charge {
  readonly refund_under_way: string | null
  readonly next_check_at: number | null
  readonly status: string
}

function reasonOf({ state }: { readonly state: string }, charges: readonly Charge[]): Reason {
  const mayBePaid = ({ status, next_check_at: at }: Charge) =>
    at !== null || status === 'creating' || status === 'live'
  if (charges.some(mayBePaid)) return 'a charge of it may still be paid'
  if (state === 'open') return 'it is open'
  if (charges.some((charge) => charge.refund_under_way !== null))
    return 'a refund of it is under way'
  return 'its shop is still being told'
}
