/** What a start takes down of a backup that was put back, from RESTORED and from the copy itself. */
import { pino } from 'pino'
import { describe, expect, onTestFinished, test } from 'vitest'
import { recordBackupGap } from '../../server/startup/record-backup-gap'
import { markedBackup } from '../../server/store/backup-mark'
import { backupMark } from '../../server/store/engine/copy-embedded'
import { openDatabase } from '../../server/store/engine/database'
import { migrate } from '../../server/store/engine/migrate'
import { createBackupGapRepository } from '../../server/store/reporting/backup-gaps'
import { setUsedWith } from '../../server/store/last-used-with'
import { problems, withEnv } from './config-support'
import { freshDatabase, kinds, type Kind } from './support/databases'

const minute = 60_000
const now = Date.parse('2026-11-29T12:00:00Z')
const hourBefore = now - 60 * minute

async function open(kind: Kind) {
  const { location, drop } = await freshDatabase(kind)
  const database = openDatabase(location)
  const { db } = database
  onTestFinished(async () => {
    await db.destroy()
    await drop()
  })
  await migrate(database)
  const gaps = createBackupGapRepository(db)
  const log: string[] = []
  const to = pino({}, { write: (line: string) => void log.push(line) })
  return {
    db,
    gaps,
    said: () => log.map((line) => (JSON.parse(line) as { backup: string }).backup),
    mark: (at: number) => setUsedWith(db, backupMark, new Date(at).toISOString()),
    start: (restored: number | null, at = now) => {
      const charge = { ...withEnv({}).charge, ttl: 30 * minute }
      return recordBackupGap({ restored, charge }, { db, gaps }, at, to)
    },
  }
}

describe.each(kinds)('a start, on the %s database', (kind) => {
  test('of no backup takes nothing down', async () => {
    const { start, gaps, said } = await open(kind)
    await start(null)
    expect([await gaps.open(), said()]).toEqual([[], []])
  })

  test('of a backup covers what was made before this start, until it can be paid no more', async () => {
    const { start, gaps } = await open(kind)
    await start(hourBefore)
    // CHARGE_TTL, and the quarter of an hour for which a charge that has ended is still looked at.
    const coversUntil = now + 45 * minute
    expect(await gaps.open()).toEqual([{ backupAt: hourBefore, restoredAt: now, coversUntil }])
  })

  test.each([
    ['the variable', hourBefore, hourBefore + minute],
    ['the copy', hourBefore + minute, hourBefore],
  ])('told of two times takes the earlier one, of %s', async (_, restored, marked) => {
    const { start, gaps, mark } = await open(kind)
    await mark(marked)
    await start(restored)
    expect(await gaps.open()).toMatchObject([{ backupAt: hourBefore }])
  })

  test('takes a copy’s time down once, and says at each start what is still held', async () => {
    const { start, gaps, mark, db, said } = await open(kind)
    await mark(hourBefore)
    await start(null)
    expect(await markedBackup(db)).toBeNull()
    await start(null, now + minute)
    expect(await gaps.open()).toMatchObject([{ backupAt: hourBefore, restoredAt: now }])
    const backup = new Date(hourBefore).toISOString()
    expect(said()).toEqual([backup, backup])
  })

  test('told of a time that has not come takes nothing down', async () => {
    const { start, gaps, mark } = await open(kind)
    await expect(start(now + 1)).rejects.toThrow('RESTORED')
    await mark(now + 1)
    await expect(start(null)).rejects.toThrow('RESTORED')
    expect(await gaps.open()).toEqual([])
    await start(now - 1)
    expect(await gaps.open()).toHaveLength(1)
  })
})

describe('RESTORED', () => {
  test.each([
    ['2026-11-01T03:00:00+08:00', '2026-10-31T19:00:00Z'],
    ['2026-11-01T03:00+08:00', '2026-10-31T19:00:00Z'],
    ['2026-10-31T19:00:00Z', '2026-10-31T19:00:00Z'],
    ['2026-10-31T19:00:00.250Z', '2026-10-31T19:00:00.250Z'],
  ])('%s is %s', (text, instant) => {
    expect(withEnv({ RESTORED: text }).restored).toBe(Date.parse(instant))
  })

  test('is none where it is not set', () => {
    expect(withEnv({}).restored).toBeNull()
    expect(withEnv({ RESTORED: '' }).restored).toBeNull()
  })

  test.each([
    // Whose clock it is by would be a guess of eight hours.
    '2026-11-01T03:00:00',
    '2026-11-01',
    '2026-11-01 03:00:00+08:00',
    '2026-13-01T03:00:00Z',
    '1793500800',
    'yesterday',
    'x2026-11-01T03:00:00Z',
    '2026-11-01T03:00:00Z and later',
  ])('is refused: %s', (RESTORED) => {
    expect(problems({ RESTORED })).toEqual([expect.stringContaining('RESTORED')])
  })
})
