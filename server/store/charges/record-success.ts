import type { Transaction } from 'kysely'
import type { ChargeVerbs, AutomaticRefund } from '../../payments/core/charge-repository'
import { chargeTransitions, allowedFrom } from '../../payments/core/transitions'
import { columnsOf, mayBecome } from '../rows/transitions'
import { prepared } from '../engine/prepared'
import { flag } from '../rows/charge-rows'
import { rowOfRefund } from '../rows/refund-rows'
import { decisionColumns } from '../rows/decision-columns'
import { failureColumns } from '../rows/failure-columns'
import { recordIncident, type NotifyingTransaction } from '../outbox/with-notifications'
import type { Tables } from '../schema/tables'

const holdOrder = prepared((db, { chargeId }: { chargeId: string }) =>
  db
    .updateTable('orders')
    .set((eb) => ({ state: eb.ref('state') }))
    .where('order_id', 'in', (eb) =>
      eb
        .selectFrom('charges')
        .select('order_id')
        .where('charge_id', '=', chargeId)
        .where('status', 'in', allowedFrom(chargeTransitions, 'succeeded')),
    ),
)

interface Succeeding extends ReturnType<typeof decisionColumns> {
  readonly chargeId: string
  readonly paidAt: number
  readonly transactionNo: string | null
  readonly gatewayId: string
  readonly livemode: number | null
  readonly askedAt: number
}

const succeed = prepared((db, success: Succeeding) =>
  db
    .updateTable('charges')
    .set((eb) => ({
      status: 'succeeded',
      paid_at: success.paidAt,
      transaction_no: success.transactionNo,
      gateway_id: eb.fn.coalesce('gateway_id', eb.val(success.gatewayId)),
      livemode: eb.fn.coalesce('livemode', eb.val(success.livemode)),
      ...failureColumns(null),
      create_request: null,
      next_check_at: null,
      checked_at: eb
        .case()
        .when(eb.or([eb('checked_at', 'is', null), eb('checked_at', '<', success.askedAt)]))
        .then(eb.val(success.askedAt))
        .else(eb.ref('checked_at'))
        .end(),
      denials: 0,
      denied_since: null,
      decided_by: success.decided_by,
      decided_sha256: success.decided_sha256,
      decided_at: success.decided_at,
    }))
    .where('charge_id', '=', success.chargeId)
    .where('status', 'in', allowedFrom(chargeTransitions, 'succeeded'))
    // Checked before, but another process may have learned another id since.
    .where((eb) => eb.or([eb('gateway_id', 'is', null), eb('gateway_id', '=', success.gatewayId)]))
    .returning('order_id'),
)

interface Paying {
  readonly orderId: string
  readonly chargeId: string
  readonly paidAt: number
}

const payOrder = prepared((db, { orderId, chargeId, paidAt }: Paying) =>
  db
    .updateTable('orders')
    .set({ ...columnsOf('paid'), paid_at: paidAt, paid_charge_id: chargeId, unknown_payment: null })
    .where('order_id', '=', orderId)
    .where(mayBecome('paid'))
    .returning('order_id'),
)

const lookAtOthers = prepared((db, { orderId, now }: { orderId: string; now: number }) =>
  db
    .updateTable('charges')
    .set({ next_check_at: now })
    .where('order_id', '=', orderId)
    .where('status', 'in', ['creating', 'live']),
)

type Success = Parameters<ChargeVerbs['recordSuccess']>[1]
type Recorded = Awaited<ReturnType<ChargeVerbs['recordSuccess']>>
type Answers = Parameters<ChargeVerbs['recordSuccess']>[2]

/**
 * See the port. Charge, order and, for money that the order does not take, incident and refund change in one
 * transaction, so a crash never leaves one without the others.
 */
export async function recordSuccess(
  transaction: Transaction<Tables>,
  telling: NotifyingTransaction,
  chargeId: string,
  success: Success,
  unwanted: Answers,
): Promise<Recorded> {
  await holdOrderOf(transaction, chargeId)
  const charge = await chargeSucceeds(transaction, chargeId, success)
  if (charge === null) return notAgain(transaction, chargeId, success)
  if (await orderIsPaid(transaction, charge.orderId, chargeId, success)) {
    telling.tell({ orderId: charge.orderId, type: 'order.paid' })
    return 'paid'
  }
  const { state } = await transaction
    .selectFrom('orders')
    .select('state')
    .where('order_id', '=', charge.orderId)
    .executeTakeFirstOrThrow()
  const outcome = state === 'closed' ? 'late' : 'second'
  await sendBack(transaction, telling, chargeId, unwanted[outcome])
  return outcome
}

/**
 * Locks the order before the charge, like everyone who changes both: the reverse order could deadlock
 * (PostgreSQL; the embedded database has a single writer). A charge that was recorded before changes nothing
 * and blocks nobody.
 */
async function holdOrderOf(transaction: Transaction<Tables>, chargeId: string): Promise<void> {
  await holdOrder(transaction, { chargeId })
}

async function chargeSucceeds(
  transaction: Transaction<Tables>,
  chargeId: string,
  { livemode, decision, ...success }: Success,
): Promise<{ readonly orderId: string } | null> {
  const decided = decisionColumns(decision)
  const values = { ...success, ...decided, chargeId, livemode: flag(livemode) }
  const [charge] = await succeed(transaction, values)
  return charge ? { orderId: charge.order_id } : null
}

async function notAgain(
  transaction: Transaction<Tables>,
  chargeId: string,
  { gatewayId }: Success,
): Promise<Recorded> {
  const charge = await transaction
    .selectFrom('charges')
    .select('gateway_id')
    .where('charge_id', '=', chargeId)
    .executeTakeFirst()
  return charge?.gateway_id === gatewayId ? 'again' : 'another_id'
}

async function orderIsPaid(
  transaction: Transaction<Tables>,
  orderId: string,
  chargeId: string,
  { paidAt, now }: Success,
): Promise<boolean> {
  const paid = await payOrder(transaction, { orderId, chargeId, paidAt })
  if (paid.length === 0) return false
  // A lost or closed charge can be the one that was paid: the live one has to be closed before it is paid
  // too.
  await lookAtOthers(transaction, { orderId, now })
  return true
}

async function sendBack(
  transaction: Transaction<Tables>,
  telling: NotifyingTransaction,
  chargeId: string,
  { incident, refund }: AutomaticRefund,
): Promise<void> {
  await recordIncident(transaction, telling, incident)
  await transaction.insertInto('refunds').values(rowOfRefund(refund)).execute()
  await transaction
    .updateTable('charges')
    .set({ refund_under_way: refund.refundId })
    .where('charge_id', '=', chargeId)
    .execute()
}
