import type { PaymentDeps } from '../core/deps'
import type { GatewayCharge, GatewayFailure, GatewayRefund } from '../core/gateway'
import type { ChargeRecord, RefundRecord } from '../core/records'
import { lookAfter, wouldBeListed } from './refund-schedule'
import { nextAttempt } from './automatic-refund'

export type RefundReportDeps = Pick<
  PaymentDeps,
  'repository' | 'clock' | 'random' | 'log' | 'changed'
>

/**
 * Takes over what a verified report says of a charge's refunds: those that we sent, and those that
 * somebody made in the gateway's console.
 */
export async function applyRefundReports(
  deps: RefundReportDeps,
  charge: ChargeRecord,
  report: GatewayCharge,
): Promise<void> {
  // What bears our name first: then no other is taken for it.
  for (const told of [...report.refunds].sort(namedFirst))
    await applyRefundReport(deps, charge, told)
}

function namedFirst(a: GatewayRefund, b: GatewayRefund): number {
  return Number(a.refundId === null) - Number(b.refundId === null)
}

/**
 * One refund of a charge, as a verified answer tells it: ours, or somebody else's.
 * @returns whether it has been taken over; where nobody can say yet whose it is, a later look does
 */
export async function applyRefundReport(
  deps: RefundReportDeps,
  charge: ChargeRecord,
  told: GatewayRefund,
): Promise<boolean> {
  const ours = await findOurs(deps, charge, told)
  if (ours === 'not_sure_yet') return false
  if (ours) await applyToRefund(deps, ours, told)
  else await addForeignRefund(deps, charge, told)
  return true
}

async function findOurs(
  deps: RefundReportDeps,
  charge: ChargeRecord,
  told: GatewayRefund,
): Promise<RefundRecord | 'not_sure_yet' | null> {
  const known = await deps.repository.refundByGatewayId(told.gatewayId)
  if (known) return known
  if (told.refundId === null) return findUnnamed(deps, charge, told)
  const named = await deps.repository.refundById(told.refundId)
  // A row has one refund at the gateway: a second one under its name is somebody else's.
  const free = named?.chargeId === charge.chargeId && named.gatewayId === null
  return free ? named : null
}

/**
 * One that carries no name of ours is somebody else's, except where it may be what we are looking for:
 * better a refund too few, which the merchant sees, than one too many. But lists lag: one that somebody
 * made by hand just before ours is shown first, and ours soon after under its name.
 */
async function findUnnamed(
  deps: RefundReportDeps,
  charge: ChargeRecord,
  told: GatewayRefund,
): Promise<RefundRecord | 'not_sure_yet' | null> {
  if (charge.refundUnderWay === null) return null
  const underWay = await deps.repository.refundById(charge.refundUnderWay)
  if (!underWay || !isLookedFor(underWay) || underWay.amount !== told.amount) return null
  return wouldBeListed(underWay, deps.clock.now()) ? underWay : 'not_sure_yet'
}

/** One that waits to be sent again, because it was not found, may turn up as well. */
function isLookedFor({ status, sentAt, gatewayId }: RefundRecord): boolean {
  return gatewayId === null && sentAt !== null && (status === 'sending' || status === 'wanted')
}

/** What the gateway says of one refund of ours moves it forward. Idempotent, like applying. */
export async function applyToRefund(
  deps: RefundReportDeps,
  refund: RefundRecord,
  told: GatewayRefund,
): Promise<void> {
  const { gatewayId, amount } = told
  const now = deps.clock.now()
  switch (told.status) {
    case 'processing':
      await forgetDenials(deps, refund)
      if (refund.status === 'wanted' || refund.status === 'sending') {
        const nextTryAt = now + lookAfter(refund, now)
        await deps.repository.refundAccepted(refund.refundId, { gatewayId, amount, nextTryAt })
      }
      return
    case 'succeeded': {
      if (refund.status === 'succeeded') return
      const succeededAt = told.succeededAt ?? now
      const success = { gatewayId, amount, succeededAt }
      if (!(await deps.repository.refundSucceeded(refund.refundId, success))) return
      deps.log.info({ orderId: refund.orderId, refundId: refund.refundId, amount }, 'refunded')
      return deps.changed(refund.orderId)
    }
    case 'failed': {
      if (refund.status === 'failed' || isEarlierSending(refund, told)) return
      const failure = told.failure ?? {
        reason: 'refund_failed' as const,
        code: 'refund_failed',
        message: '',
      }
      return failRefund(deps, refund, failure, { gatewayId, seen: asTold(refund, told) })
    }
  }
}

/** The gateway spoke of what it had denied: whatever it says next is counted from the beginning. */
export async function forgetDenials(
  { repository }: Pick<RefundReportDeps, 'repository'>,
  { refundId, denials }: RefundRecord,
): Promise<void> {
  if (denials > 0) await repository.forgetRefundDenials(refundId)
}

/** What became of it says nothing of the sending that came after it. */
function isEarlierSending(refund: RefundRecord, told: GatewayRefund): boolean {
  if (refund.gatewayId === told.gatewayId) return false
  return told.sentAt !== null && refund.sentAt !== null && told.sentAt < refund.sentAt
}

/** Where it is known only by its sending, another process may be sending it again just now. */
function asTold(refund: RefundRecord, told: GatewayRefund) {
  const { status, sentAt, gatewayId } = refund
  return told.sentAt !== null && gatewayId === null ? { status, sentAt } : null
}

/**
 * The merchant reads of it as an incident; an automatic refund is tried again.
 * @param known the gateway's id of what failed; where there is none, how the refund stood when it was found
 *   out: another process may have taken it over since. `again`: whether an automatic one may be tried again
 */
export async function failRefund(
  deps: RefundReportDeps,
  refund: RefundRecord,
  failure: GatewayFailure,
  known: {
    readonly gatewayId: string | null
    readonly seen: Pick<RefundRecord, 'status' | 'sentAt'> | null
    readonly again?: boolean
  },
): Promise<void> {
  const { refundId, chargeId, orderId } = refund
  const at = deps.clock.now()
  const charge = await deps.repository.chargeById(chargeId)
  const { gatewayId, seen, again = true } = known
  const next = charge && again ? nextAttempt(refund, charge, at, deps.random) : null
  const incident = {
    key: `refund_failed:${refundId}`,
    orderId,
    chargeId,
    kind: 'refund_failed' as const,
    at,
    detail: `refund ${refundId}: ${failure.code} ${failure.message}`.trimEnd(),
  }
  const then = { gatewayId, seen, incident, next }
  if (!(await deps.repository.refundFailed(refundId, failure, then))) return
  deps.log.error({ orderId, refundId, failure, again: next !== null }, 'a refund failed')
  deps.changed(orderId)
}

async function addForeignRefund(
  deps: RefundReportDeps,
  charge: ChargeRecord,
  told: GatewayRefund,
): Promise<void> {
  const now = deps.clock.now()
  const foreign: RefundRecord = {
    refundId: told.gatewayId,
    chargeId: charge.chargeId,
    orderId: charge.orderId,
    amount: told.amount,
    status: told.status,
    reason: null,
    automatic: false,
    attempt: 1,
    gatewayId: told.gatewayId,
    createdAt: now,
    sentAt: null,
    unlistedBefore: null,
    looks: 0,
    denials: 0,
    deniedSince: null,
    nextTryAt: told.status === 'processing' ? now : null,
    succeededAt: told.status === 'succeeded' ? (told.succeededAt ?? now) : null,
    failure: told.failure,
  }
  if (await deps.repository.addForeignRefund(foreign)) deps.changed(charge.orderId)
}
