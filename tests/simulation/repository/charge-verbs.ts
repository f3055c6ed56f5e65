import type { AttemptLimit, ChargeVerbs } from '../../../server/payments/core/charge-repository'
import type { ChargeRecord, OrderRecord } from '../../../server/payments/core/records'
import { chargeTransitions, orderTransitions } from '../../../server/payments/core/transitions'
import { takeDue, type Book, type Verbs } from './book'
import { deniedOnceMore } from './denials'
import { stageOf } from './order-verbs'
import { refundsOfCharge } from './refund-verbs'

const longestTurn = 15_000

export function chargeVerbs(book: Book): Pick<Verbs, keyof ChargeVerbs> {
  const chargeById = (chargeId: string) => book.charges.get(chargeId)?.record ?? null

  function chargesOfOrders(orderIds: readonly string[]): ChargeRecord[] {
    const found: ChargeRecord[] = []
    for (const { record } of book.charges.values()) {
      if (orderIds.includes(record.orderId)) found.push(record)
    }
    return found.sort((a, b) => a.createdAt - b.createdAt)
  }

  return {
    chargeById,
    chargeByGatewayId: (gatewayId) => book.chargeByGatewayId(gatewayId)?.record ?? null,
    archivedCharge: () => null,

    chargeByTransactionNo(transactionNo) {
      const found = [...book.charges.values()].filter(
        ({ record }) => record.transactionNo === transactionNo,
      )
      return found.length === 1 ? (found[0]?.record ?? null) : null
    },
    chargesOfOrder: (orderId) =>
      chargesOfOrders([orderId]).map((charge) => ({
        charge,
        refunds: refundsOfCharge(book, charge.chargeId),
      })),
    chargesOfOrders,
    recordSuccess: (chargeId, success, unwanted) =>
      recordSuccess(book, chargeId, success, unwanted),

    beginCharge(charge, previous, nextCheckAt, bound, amendments = 0) {
      const row = book.orders.get(charge.orderId)
      if (row?.record.state !== 'open' || row.record.lastChargeId !== previous) {
        return 'overtaken'
      }
      if (row.record.unknownPayment) return 'overtaken'
      if (previous === null && row.record.amendments !== amendments) return 'overtaken'
      const { orderId, openid, createdAt: at } = charge
      const limit = bound && countAttempt(book, { orderId, openid, at }, bound)
      if (limit) return limit
      book.addCharge(charge, nextCheckAt)
      book.setOrder(row, { ...row.record, lastChargeId: charge.chargeId })
      return 'begun'
    },

    adoptCharge(charge, nextCheckAt, refund) {
      const row = book.orders.get(charge.orderId)
      const isKnown = charge.gatewayId !== null && book.chargeByGatewayId(charge.gatewayId)
      if (!row || isKnown || book.charges.has(charge.chargeId)) return false
      book.addCharge({ ...charge, refundUnderWay: refund?.refundId ?? null }, nextCheckAt)
      if (!refund) return true
      book.addRefund(refund)
      const rest = [...book.incidents.values()].find(
        ({ orderId, kind, chargeId }) =>
          orderId === charge.orderId &&
          kind === 'unknown_payment' &&
          chargeId !== null &&
          !book.charges.has(chargeId),
      )
      book.setOrder(row, held(row.record, rest?.chargeId ?? null))
      return true
    },

    countAttempt: (attempt, bound) => countAttempt(book, attempt, bound),

    forgetAttempts(before, limit) {
      const old = book.attempts.filter(({ at }) => at < before).sort((a, b) => a.at - b.at)
      const last = old[limit - 1]?.at ?? before
      const kept = book.attempts.filter(({ at }) => at >= before || at > last)
      const forgotten = book.attempts.length - kept.length
      book.attempts = kept
      return forgotten
    },

    chargeCreated(chargeId, { gatewayId, livemode, jsApiParams, nextCheckAt }) {
      const row = book.charges.get(chargeId)
      if (!row || !chargeTransitions[row.record.status].includes('live')) return false
      if (book.orders.get(row.record.orderId)?.record.state !== 'open') return false
      book.setCharge(row, {
        ...row.record,
        status: 'live',
        gatewayId,
        livemode,
        jsApiParams,
        createRequest: null,
      })
      book.setDue(row, nextCheckAt)
      return true
    },

    endCharge(chargeId, to, { failure, nextCheckAt, incident }) {
      const row = book.charges.get(chargeId)
      if (!row || !chargeTransitions[row.record.status].includes(to)) return false
      book.setCharge(row, { ...row.record, status: to, failure, createRequest: null })
      if (to !== 'lost' || row.record.gatewayId === null) book.setDue(row, nextCheckAt)
      if (incident) book.addIncident(incident)
      return true
    },

    noteFinal(chargeId, now) {
      const row = book.charges.get(chargeId)
      if (!row) throw new Error('no such charge')
      const finalSince = row.record.finalSince ?? now
      book.setCharge(row, { ...row.record, finalSince })
      return finalSince
    },

    noteDenied(gatewayId, now) {
      const row = book.chargeByGatewayId(gatewayId)
      if (!row) return null
      book.setCharge(row, { ...row.record, ...deniedOnceMore(row.record, now) })
      return row.record
    },

    noteChecked(chargeId, at, { gatewayId, livemode }) {
      const row = book.charges.get(chargeId)
      if (!row) return
      const { record } = row
      if (record.gatewayId !== null && record.gatewayId !== gatewayId) return
      if (record.checkedAt !== null && record.checkedAt >= at) return
      book.setCharge(row, {
        ...record,
        checkedAt: at,
        gatewayId,
        livemode: record.livemode ?? livemode,
        denials: 0,
        deniedSince: null,
      })
      if (record.gatewayId === null) book.setDue(row, at)
    },

    takeTurn(chargeId, now, until) {
      const row = book.charges.get(chargeId)
      if (!row || (row.turn > now && row.turn <= now + longestTurn)) return false
      row.turn = until
      return true
    },

    takeDueCharges: (now, leaseUntil, limit) =>
      takeDue(book, book.charges.values(), { now, leaseUntil, limit }).map((row) => row.record),

    scheduleCheck(chargeId, leaseUntil, nextCheckAt) {
      const row = book.charges.get(chargeId)
      if (row?.due === leaseUntil) book.setDue(row, nextCheckAt)
    },
  }
}

function countAttempt(
  book: Book,
  ...[attempt, { most, within }]: Parameters<ChargeVerbs['countAttempt']>
): AttemptLimit | null {
  const { orderId, openid, at: now } = attempt
  const counted = book.attempts
    .filter((one) => one.orderId === orderId && one.openid === openid)
    .map(({ at }) => at)
    .filter((at) => at > now - within && at < now + within)
    .sort((a, b) => b - a)
  const oldest = counted[most - 1]
  if (oldest !== undefined) return { limitedUntil: oldest + within }
  book.attempts.push(attempt)
  return null
}

const recordSuccess = (
  book: Book,
  ...[chargeId, success, unwanted]: Parameters<ChargeVerbs['recordSuccess']>
): Awaited<ReturnType<ChargeVerbs['recordSuccess']>> => {
  const row = book.charges.get(chargeId)
  const { paidAt, transactionNo, gatewayId, livemode, now, askedAt } = success
  const otherId = row && row.record.gatewayId !== null && row.record.gatewayId !== gatewayId
  if (!row || otherId || !chargeTransitions[row.record.status].includes('succeeded')) {
    return row?.record.gatewayId === gatewayId ? 'again' : 'another_id'
  }
  const charge: ChargeRecord = {
    ...row.record,
    status: 'succeeded',
    paidAt,
    transactionNo,
    gatewayId,
    livemode: row.record.livemode ?? livemode,
    failure: null,
    createRequest: null,
    checkedAt: Math.max(row.record.checkedAt ?? askedAt, askedAt),
    denials: 0,
    deniedSince: null,
  }
  const order = book.orders.get(charge.orderId)
  if (!order) throw new Error('a charge without an order')
  book.setDue(row, null)
  if (orderTransitions[stageOf(order.record)].includes('paid')) {
    book.setCharge(row, charge)
    const paid = { state: 'paid', closedBy: null, paidAt, paidChargeId: chargeId } as const
    book.setOrder(order, { ...held(order.record, null), ...paid })
    book.tell({ orderId: charge.orderId, type: 'order.paid' })
    dueAtOnce(book, charge.orderId, now)
    return 'paid'
  }
  const outcome = order.record.state === 'closed' ? 'late' : 'second'
  const { incident, refund } = unwanted[outcome]
  book.addIncident(incident)
  if (!book.addRefund(refund)) throw new Error('a refund id is taken')
  book.setCharge(row, { ...charge, refundUnderWay: refund.refundId })
  return outcome
}

/** Left out where there is none, as the store does. */
function held(order: OrderRecord, by: string | null): OrderRecord {
  const { unknownPayment: before, ...rest } = order
  if (by === null) return before === undefined ? order : rest
  return { ...rest, unknownPayment: by }
}

function dueAtOnce(book: Book, orderId: string, now: number): void {
  for (const row of book.charges.values()) {
    const { record } = row
    if (record.orderId !== orderId) continue
    if (record.status === 'creating' || record.status === 'live') book.setDue(row, now)
  }
}
