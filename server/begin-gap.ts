import type { Config } from './config/config'
import type { Log } from './payments/core/deps'
import type { GapBook } from './restored/gap'
import { endedBy } from './payments/reports/charge-check-schedule'

/**
 * Keeps that a backup was put back, once: from then on its orders are not charged until the gateways have been
 * asked, whether or not the variable stays.
 * @throws where it is told to be of the future: too few statements would be read
 */
export async function beginGap(
  { restored, charge }: Pick<Config, 'restored' | 'charge'>,
  gaps: GapBook,
  now: number,
  log: Log,
): Promise<void> {
  if (restored !== null) {
    if (restored > now) throw new Error('RESTORED is a time that has not come yet.')
    const coversUntil = now + charge.ttl + endedBy
    await gaps.begin({ backupAt: restored, restoredAt: now, coversUntil })
  }
  for (const { backupAt } of await gaps.open()) {
    const backup = new Date(backupAt).toISOString()
    log.warn({ backup }, 'orders of the backup are not charged until the gateways have been asked')
  }
}
