/** The time between a backup and its being put back, of which the books know nothing. */
import { beijingDayOf, type BeijingDay } from '../payments/core/beijing-day'
import type { GatewayName } from '../payments/core/records'

export interface BackupGap {
  /** Unix ms, like the others: the backup's time, as a person told it. */
  readonly backupAt: number
  /** When the backend was first started on it: every order of the backup is older. */
  readonly restoredAt: number
  /** A charge that was made in between can be paid until then. */
  readonly coversUntil: number
}

/** What is kept of gaps. */
export interface BackupGapRepository {
  /** Keeps it, unless one from this backup on is kept already. */
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

/** The clocks of a backup, of a gateway and of a backend. */
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

/** From 11:00 of the next day in Beijing, at either gateway (WeChat Pay: 10:00). Unix ms. */
export function statementAvailableAt(day: BeijingDay): number {
  return day.end + 11 * hour
}
