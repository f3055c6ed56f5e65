import { createHash } from 'node:crypto'
import { ask, type Asked } from './ask'
import type { PaymentDeps } from './deps'
import type { Notification } from './gateway'
import type { ChargeRecord, InboxRecord, RefundRecord } from './records'
import { settle } from './settle'

const second = 1_000
const hour = 3_600 * second

/** The process that received an event settles it; the reconciler takes up what that one left. */
const handOver = 5 * second
/** Paymax itself stops sending after 36 hours. */
const givenUp = 72 * hour

/**
 * Keeps a notification whose signature holds. Durable when it returns, so it may be acknowledged.
 * @returns null where the signature does not hold
 */
export async function receiveNotification(
  deps: PaymentDeps,
  rawBody: Buffer,
  signature: string | undefined,
): Promise<InboxRecord | null> {
  const notification = await deps.gateway.readNotification(rawBody, signature)
  if (!notification || signature === undefined) return null
  const record = {
    key: `${notification.id}:${createHash('sha256').update(rawBody).digest('hex')}`,
    rawBody,
    signature,
    receivedAt: deps.clock.now(),
  }
  await deps.ledger.keepNotification(record, record.receivedAt + handOver)
  return record
}

/** Settles what a kept notification tells. Having seen it before never skips this. */
export async function settleNotification(deps: PaymentDeps, record: InboxRecord): Promise<void> {
  const { key, receivedAt } = record
  let done = false
  try {
    const notification = await deps.gateway.readNotification(record.rawBody, record.signature)
    // It verified when it was acknowledged: should the key be another one by now, it is not to be lost.
    done = notification !== null && (await actOn(deps, notification, receivedAt))
  } finally {
    // Also where it could not be dealt with at all: then ever more rarely, and not for ever.
    await (done ? deps.ledger.notificationSettled(key, deps.clock.now()) : tryLater(deps, record))
  }
}

async function tryLater(deps: PaymentDeps, { key, receivedAt }: InboxRecord): Promise<void> {
  const now = deps.clock.now()
  const age = now - receivedAt
  if (age < givenUp) return deps.ledger.scheduleNotification(key, now + nextTry(age))
  deps.log.error({ key }, 'a notification could not be settled and is given up')
  return deps.ledger.notificationSettled(key, now)
}

/** Whole ms: PostgreSQL takes no fraction of one. */
function nextTry(age: number): number {
  return Math.min(Math.max(Math.round(age / 4), 5 * second), hour)
}

/** @returns whether it is done with */
function actOn(
  deps: PaymentDeps,
  notification: Notification,
  receivedAt: number,
): Promise<boolean> {
  return notification.kind === 'refund'
    ? aboutARefund(deps, notification)
    : aboutACharge(deps, notification, receivedAt)
}

/**
 * A complete success that matches what we hold settles by itself. Anything else (an event that lacks
 * fields, contradicts us, or says that a charge failed or is under way) is settled by a query, never by
 * the event: a failure believed too early would let another charge be made beside a payable one.
 */
async function aboutACharge(
  deps: PaymentDeps,
  { id, charge: report, chargeNumber, chargeGatewayId }: Notification,
  receivedAt: number,
): Promise<boolean> {
  const ours = chargeNumber === null ? null : await deps.ledger.chargeById(chargeNumber)
  if (report?.status === 'succeeded') {
    const settled = await settle(deps, report, receivedAt)
    if (settled === 'succeeded' || settled === 'unknown_charge') return true
  } else if (chargeNumber !== null && !ours) {
    deps.log.info({ notification: id }, 'a notification about somebody else’s charge')
    return true
  }
  const gatewayId = ours?.gatewayId ?? chargeGatewayId
  if (gatewayId === null) {
    deps.log.warn({ notification: id }, 'a notification that names no charge')
    return true
  }
  const asked = await ask(deps, gatewayId)
  // It speaks of money that the gateway's own answer does not show yet.
  if (report?.status === 'succeeded' && asked === 'processing') return false
  return isDone(asked, ours)
}

function isDone(asked: Asked, ours: ChargeRecord | null): boolean {
  if (asked === 'no_answer') return false
  return asked !== 'refused' || ours === null
}

async function aboutARefund(deps: PaymentDeps, notification: Notification): Promise<boolean> {
  const known = await knownRefund(deps, notification)
  const charge = await chargeOf(deps, notification, known)
  if (!charge?.gatewayId) {
    deps.log.info(
      { notification: notification.id },
      'a notification about a refund that is not ours',
    )
    return true
  }
  // Settling takes over the refunds that the answer lists; ours is asked about by its own id as well.
  const asked = await ask(deps, charge.gatewayId)
  if (known && known.nextTryAt !== null) {
    await deps.ledger.scheduleRefund(known.refundId, known.status, deps.clock.now())
  }
  // It speaks of a refund that the gateway's own answer does not show yet.
  const gatewayId = notification.refund?.gatewayId ?? null
  const shown =
    known !== null ||
    gatewayId === null ||
    (await deps.ledger.refundByGatewayId(gatewayId)) !== null
  return shown && isDone(asked, charge)
}

async function knownRefund(
  { ledger }: PaymentDeps,
  { refund: named }: Notification,
): Promise<RefundRecord | null> {
  const byId = named?.refundId ? await ledger.refundById(named.refundId) : null
  if (byId) return byId
  return named?.gatewayId ? ledger.refundByGatewayId(named.gatewayId) : null
}

async function chargeOf(
  { ledger }: PaymentDeps,
  { chargeGatewayId }: Notification,
  refund: RefundRecord | null,
): Promise<ChargeRecord | null> {
  if (refund) return ledger.chargeById(refund.chargeId)
  return chargeGatewayId === null ? null : ledger.chargeByGatewayId(chargeGatewayId)
}
