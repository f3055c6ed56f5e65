/** The time between a backup and its restore, of which our records know nothing. */
import { beijingDayOf, type BeijingDay } from '../payments/core/beijing-day'
import type { GatewayName } from '../payments/core/records'

export interface BackupGap {
  /** Unix ms, like the others: the time of the backup, as given by a person. */
  readonly backupAt: number
  /** When the backend first started on it: every order of the backup is older. */
  readonly restoredAt: number
  /** A charge made in between can be paid until then. */
  readonly coversUntil: number
}

/** What is kept of gaps. */
export interface BackupGapRepository {
  /** Records it, unless one that covers this backup is recorded already. */
  begin(gap: BackupGap): Promise<void>
  /** Those about which the gateways have not been asked yet. */
  open(): Promise<readonly BackupGap[]>
  /** True for one caller, then for nobody until `until`. */
  takeTurn(gap: BackupGap, now: number, until: number): Promise<boolean>
  daysRead(
    gap: BackupGap,
  ): Promise<readonly { readonly gateway: GatewayName; readonly day: string }[]>
  noteRead(gap: BackupGap, gateway: GatewayName, day: string): Promise<void>
  end(gap: BackupGap, now: number): Promise<void>
}

const minute = 60_000
const hour = 60 * minute

/** In ms: differences between the clocks of backup, gateway and backend. */
const clocksApart = 10 * minute

/** The days whose statements cover the gap. */
export function daysOf({ backupAt, coversUntil }: BackupGap): BeijingDay[] {
  const days: BeijingDay[] = []
  const last = coversUntil + clocksApart
  for (
    let day = beijingDayOf(backupAt - clocksApart);
    day.start <= last;
    day = beijingDayOf(day.end)
  )
    days.push(day)
  return days
}

/** Unix ms. From 11:00 Beijing time of the next day, at either gateway (WeChat Pay: 10:00). */
export function statementAvailableAt(day: BeijingDay): number {
  return day.end + 11 * hour
}
