import type { PaymentDeps } from '../core/deps'
import { noteDenied, type Denied } from './denied-charge'
import { isOutage } from '../core/gateway-calls'
import type { GatewayCharge, GatewayFailure } from '../core/gateway-reports'
import type { ChargeRecord } from '../core/records'
import { applyChargeReport, type ChargeReportDeps, type AppliedReport } from './apply-charge-report'

export type QueryDeps = ChargeReportDeps & Pick<PaymentDeps, 'freshness' | 'outages'>

/** `refused`: the gateway answered but does not report the charge. */
export type QueryResult = AppliedReport | Denied | 'no_answer' | 'refused'

/** A word about what we hold. */
const moves: ReadonlySet<AppliedReport> = new Set(['processing', 'succeeded', 'failed', 'closed'])

export interface QueryReport {
  readonly asked: QueryResult
  /** The verified report; null where there is none. */
  readonly report: GatewayCharge | null
  /** Why there is no answer; null where there is one. */
  readonly failure: GatewayFailure | null
}

/** A charge that its gateway can be asked about. */
export type KnownCharge = ChargeRecord & { readonly gatewayId: string }

export function isKnown(charge: ChargeRecord): charge is KnownCharge {
  return charge.gatewayId !== null
}

/** Where to ask: a charge of ours, or an unknown one that a webhook names. */
export type Asked = Pick<KnownCharge, 'gateway' | 'gatewayId'>

/** Queries the gateway about a charge and applies the report. */
export async function queryForReport(
  deps: QueryDeps,
  { gateway, gatewayId }: Asked,
): Promise<QueryReport> {
  const askedAt = deps.clock.now()
  const moment = deps.freshness.moment()
  const answer = await deps.gateways[gateway].queryCharge(gatewayId)
  if (answer.outcome === 'answered') {
    const { charge } = answer
    const asked = await applyChargeReport(deps, charge, askedAt)
    if (moves.has(asked)) deps.freshness.note(charge.chargeNumber, moment)
    return { asked, report: charge, failure: null }
  }
  const { outcome, failure } = answer
  const fields = { gatewayId, outcome, failure }
  if (isOutage(answer)) {
    const kind = `${gateway};${outcome};${failure.reason}`
    deps.outages.warn(fields, 'the status query was not answered', kind)
  } else deps.log.warn(fields, 'the status query was not answered')
  if (outcome === 'denied') {
    return { asked: await noteDenied(deps, gatewayId, failure), report: null, failure }
  }
  return { asked: outcome === 'rejected' ? 'refused' : 'no_answer', report: null, failure }
}

/** The same, for callers that only need the result. */
export async function queryCharge(deps: QueryDeps, charge: Asked): Promise<QueryResult> {
  return (await queryForReport(deps, charge)).asked
}

/** In ms: how long after one query the next may follow; short while a payer is likely to wait. */
export function pace(chargeAge: number): number {
  if (chargeAge < 30_000) return 1_000
  if (chargeAge < 120_000) return 2_000
  if (chargeAge < 900_000) return 5_000
  return 15_000
}

/** Whether the gateway's report on this charge can still change what we hold. */
export function isWorthQuerying(charge: ChargeRecord | null): charge is KnownCharge {
  return charge?.status === 'live' && charge.gatewayId !== null
}

/**
 * Queries a charge for everyone who waits for it: callers in this process share one query, and the repository
 * paces the processes among themselves.
 */
export function createPacedQuery(deps: QueryDeps): (charge: ChargeRecord | null) => Promise<void> {
  const underWay = new Map<string, Promise<void>>()

  async function queueQuery(charge: KnownCharge): Promise<void> {
    const now = deps.clock.now()
    const until = now + pace(now - charge.createdAt)
    if (await deps.repository.takeTurn(charge.chargeId, now, until)) await queryCharge(deps, charge)
  }

  return async (charge) => {
    if (!isWorthQuerying(charge)) return
    let asking = underWay.get(charge.chargeId)
    if (!asking) {
      asking = queueQuery(charge).finally(() => underWay.delete(charge.chargeId))
      underWay.set(charge.chargeId, asking)
    }
    await asking
  }
}
