import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readArguments } from '../../../server/commands/archive/arguments'
import { runArchive } from '../../../server/commands/archive/run-archive'
import { beijingDay, beijingDayOf } from '../../../server/payments/core/beijing-day'
import { reconcileDay } from '../../../server/commands/reconcile/run-reconcile'
import { kinds } from '../support/databases'
import { openCheckout } from '../support/checkout'
import { readConfig } from '../../../server/config/config'
import { later, linesOf, oldStore, temporaryFolder } from './shelf'
import { t0 } from '../support/rows'

const now = Date.parse('2026-11-25T12:00:00Z')
const wanted = (out: string, dryRun = false) => ({ before: beijingDayOf(later), out, dryRun })

describe('the arguments of the archive', () => {
  test('name the day, and a file of this run', () => {
    expect(readArguments(['--before', '2026-05-01'], now)).toEqual({
      before: beijingDay('2026-05-01'),
      out: 'orders-before-2026-05-01-20261125T120000Z.ndjson',
      dryRun: false,
    })
  })

  test.each([
    ['no day', [], '--before is missing'],
    ['what is no day', ['--before', '2026-02-30'], 'is not a date'],
    ['a day that Paymax may still give a statement of', ['--before', '2026-09-01'], '100 days'],
    ['what is unknown', ['--before', '2026-05-01', '--delete'], '--delete'],
  ])('are refused where they name %s', (_what, args, why) => {
    expect(() => readArguments(args, now)).toThrow(why)
  })
})

describe.each(kinds)('archiving the %s store', (kind) => {
  test('says how many were moved, and where to', async () => {
    const { location, paid } = await oldStore(kind)
    await paid('a')
    const out = join(await temporaryFolder(), 'orders.ndjson')
    const result = await runArchive({ database: location }, wanted(out))
    expect(result).toEqual({ exitCode: 0, out: `1 orders were moved into ${out}.`, error: '' })
    expect(await linesOf(out)).toHaveLength(1)
  })

  test('moves nothing on a dry run', async () => {
    const { location, paid, repository } = await oldStore(kind)
    await paid('a')
    const result = await runArchive({ database: location }, wanted('nowhere', true))
    expect(result.out).toContain('1 orders were finished before')
    expect(await repository.chargeById('c-a')).not.toBeNull()
  })

  test('leaves everything where the file cannot be made', async () => {
    const { location, paid, repository } = await oldStore(kind)
    await paid('a')
    const out = join(await temporaryFolder(), 'no', 'such', 'folder')
    const result = await runArchive({ database: location }, wanted(out))
    expect(result).toMatchObject({ exitCode: 1, error: expect.stringContaining('Nothing is lost') })
    expect(await repository.chargeById('c-a')).not.toBeNull()
  })

  test('makes a day that is no longer all in the store one that is not compared', async () => {
    const { location, paid, archived } = await oldStore(kind)
    await paid('a')
    await archived()
    const { environment } = await openCheckout('embedded')
    const { gateways } = readConfig({ ...environment })
    const config = { gateways, database: location }
    const compared = await reconcileDay(config, { day: beijingDayOf(t0), json: false }, Date.now)
    expect(compared).toMatchObject({ exitCode: 2, error: expect.stringContaining('archived') })
  })
})

test('a database that is not there is not made', async () => {
  const dir = join(await temporaryFolder(), 'data')
  const database = { kind: 'embedded', dir } as const
  const result = await runArchive({ database }, wanted('nowhere'))
  expect(result).toMatchObject({
    exitCode: 1,
    error: expect.stringContaining('there is no database'),
  })
})
