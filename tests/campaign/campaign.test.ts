import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, test } from 'vitest'
import { freshDatabase } from '../server/support/databases'
import { runCampaign } from './campaign'
import { tellViolations } from './history'
import type { Instant } from './instants'
import { productionBuild } from './production-build'

/** A busy machine takes its time to start a process; each campaign starts a handful. */
const minutes = 60_000

/** The instants that have the most to lose; the long form throws dice for a hundred. */
const plans: readonly [kind: 'embedded' | 'postgres', processes: number, plan: Instant[]][] = [
  ['embedded', 1, ['create: done, not answered', 'a webhook was acknowledged', 'any time']],
  ['postgres', 3, ['create: answered', 'a 2xx was received', 'any time']],
]

let main = ''
beforeAll(async () => {
  main = await productionBuild()
}, minutes)

// Side by side: most of the time is waiting for processes to start.
test.concurrent.for(plans)(
  'what was acknowledged survives kills at the worst instants, on %s with %i process(es)',
  { timeout: 4 * minutes },
  async ([kind, processes, plan], { expect, onTestFinished }) => {
    const database = await freshDatabase(kind)
    const logDir = mkdtempSync(join(tmpdir(), 'checkout-campaign-'))
    onTestFinished(async () => {
      await database.drop()
      rmSync(logDir, { recursive: true, force: true })
    })
    const outcome = await runCampaign({
      seed: `short form on ${kind}`,
      plan,
      processes,
      database: database.environment,
      main,
      payers: 6,
      payments: 5,
      logDir,
      hasty: true,
      onPhase: () => undefined,
    })
    expect(tellViolations(outcome)).toBe('')
    expect(outcome.kills.total()).toBeGreaterThanOrEqual(plan.length)
  },
)
