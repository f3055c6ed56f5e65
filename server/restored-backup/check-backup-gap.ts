/**
 * Finds payments that our records missed, line by line in the statements that cover the gap. A statement is
 * not signed and decides nothing: each charge on it is queried, and the signed answer counts.
 */
import {
  isKnown,
  queryCharge,
  type QueryDeps,
  type QueryResult,
} from '../payments/reports/query-charge'
import type { BeijingDay } from '../payments/core/beijing-day'
import type { GatewayName } from '../payments/core/records'
import type { StatementRow, StatementSource } from '../reconciliation/statement'
import {
  daysOf,
  statementAvailableAt,
  type BackupGap,
  type BackupGapRepository,
} from './backup-gap'

export interface NamedSource extends StatementSource {
  readonly gateway: GatewayName
  close(): Promise<void>
}

export interface BackupGapDeps extends QueryDeps {
  readonly gaps: BackupGapRepository
  /** Of every configured gateway, opened for one round. */
  readonly openSources: () => readonly NamedSource[]
}

/** In ms. The gateways limit downloads. */
const betweenTries = 30 * 60_000

/** Reads the statements that are available by now. Only one process does. */
export async function checkBackupGaps(deps: BackupGapDeps): Promise<void> {
  const now = deps.clock.now()
  for (const gap of await deps.gaps.open()) {
    if (!daysOf(gap).some((day) => statementAvailableAt(day) <= now)) continue
    if (await deps.gaps.takeTurn(gap, now, now + betweenTries)) await readGap(deps, gap, now)
  }
}

async function readGap(deps: BackupGapDeps, gap: BackupGap, now: number): Promise<void> {
  const sources = deps.openSources()
  try {
    const read = await deps.gaps.daysRead(gap)
    let left = 0
    for (const source of sources) {
      for (const day of daysOf(gap)) {
        if (read.some((one) => one.gateway === source.gateway && one.day === day.name)) continue
        if (statementAvailableAt(day) <= now && (await isAsked(deps, source, day))) {
          await deps.gaps.noteRead(gap, source.gateway, day.name)
        } else left += 1
      }
    }
    if (left > 0) return
    await deps.gaps.end(gap, now)
    const backup = new Date(gap.backupAt).toISOString()
    deps.log.info({ backup }, 'the gateways have been queried about everything since the backup')
  } finally {
    await Promise.all(sources.map((source) => source.close()))
  }
}

/** @returns whether the statement came whole and the gateway answered for everything on it */
async function isAsked(
  deps: BackupGapDeps,
  source: NamedSource,
  day: BeijingDay,
): Promise<boolean> {
  const { gateway } = source
  const answer = await source.statementOf(day)
  if (answer.outcome === 'refused') {
    const { failure } = answer
    deps.log.warn(
      { gateway, day: day.name, failure },
      'the statement of a day since the backup did not come',
    )
    return false
  }
  const { rows, contradictions } = answer.statement
  let unclear = contradictions.length
  for (const row of rows) if (!(await isClear(deps, gateway, row))) unclear += 1
  if (unclear > 0) {
    deps.log.warn(
      { gateway, day: day.name, unclear },
      'not all payments since the backup are clear yet',
    )
  }
  return unclear === 0
}

const unclear: ReadonlySet<QueryResult> = new Set(['no_answer', 'refused', 'denied', 'processing'])

/** A refunded payment is on a line of its own before. */
async function isClear(
  deps: BackupGapDeps,
  gateway: GatewayName,
  { kind, gatewayId }: StatementRow,
): Promise<boolean> {
  if (kind === 'refund') return true
  const ours = await deps.repository.chargeByGatewayId(gatewayId)
  if (ours && isKnown(ours) && ours.status === 'succeeded') return true
  return !unclear.has(await queryCharge(deps, { gateway, gatewayId }))
}
