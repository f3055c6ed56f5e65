import type { CreateCharge } from '../../../server/payments/core/gateway-calls'
import type { GatewayFailure } from '../../../server/payments/core/gateway-reports'
import type { GatewayName } from '../../../server/payments/core/records'
import type { Stream } from '../world/faults'
import type { Denial } from './denying'

/** A charge at one of the simulated gateways, and what WeChat knows of it. Times by its clock, which is the world's. */
export interface Charge {
  readonly gateway: GatewayName
  /** What it was made by: at WeChat Pay the same again is the same charge. */
  readonly request: string | null
  readonly gatewayId: string
  readonly asked: CreateCharge
  readonly createdAt: number
  readonly livemode: boolean
  readonly stream: Stream
  closedAt: number | null
  failure: GatewayFailure | null
  /** A payer's PIN was taken; the channel has not said yet what came of it. */
  pending: boolean
  /** When WeChat took the money. */
  takenAt: number | null
  /** From when on a query shows it. */
  visibleAt: number
  /** The money came after the gateway had said that none would. */
  against: boolean
  /** When its gateway says that there is no such charge. */
  readonly denial: Denial | null
  /** A query has said that it is paid. */
  toldPaid: boolean
  readonly refunds: Refund[]
}

export interface Refund {
  readonly gatewayId: string
  /** Ours; null for one made by hand in the console. */
  readonly refundId: string | null
  readonly sentAt: number | null
  readonly amount: number
  readonly madeAt: number
  /** For ever: it was never made, and failed from the beginning. */
  readonly denial: Denial | null
  status: 'processing' | 'succeeded' | 'failed'
  endedAt: number | null
}

/** Whether somebody who holds its credential can pay it, as far as the gateway's word goes. */
export function isPayable(charge: Charge, now: number): boolean {
  return (
    charge.takenAt === null &&
    charge.closedAt === null &&
    charge.failure === null &&
    !charge.pending &&
    now < charge.asked.expiresAt
  )
}

/** Whether WeChat took the money. */
export function isTaken(charge: Charge | null | undefined): charge is Charge & { takenAt: number } {
  return charge !== null && charge !== undefined && charge.takenAt !== null
}

/** fen that came for it and has not gone back */
export function kept(charge: Charge): number {
  return (charge.takenAt === null ? 0 : charge.asked.amount) - sumOf(charge, ['succeeded'])
}

/** fen */
export function sumOf(charge: Charge, statuses: readonly Refund['status'][]): number {
  let sum = 0
  for (const { status, amount } of charge.refunds) if (statuses.includes(status)) sum += amount
  return sum
}
