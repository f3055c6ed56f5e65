import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, test } from 'vitest'
import { freshDatabase } from '../server/support/databases'
import { runCampaign, type CampaignOptions } from './campaign'
import { tellViolations } from './history'
import type { Instant } from './instants'
import { productionBuild } from './production-build'

/** A busy machine takes its time to start a process; each campaign starts a handful. */
const minutes = 60_000

/** The instants that have the most to lose; the long form throws dice for a hundred. */
const plans: readonly [
  gateway: CampaignOptions['gateway'],
  kind: 'embedded' | 'postgres',
  processes: number,
  plan: Instant[],
][] = [
  ['paymax', 'embedded', 1, ['create: done, not answered', 'a webhook was acknowledged']],
  ['wechatpay', 'embedded', 1, ['create: done, not answered', 'a notification came']],
  ['moving', 'postgres', 3, ['create: answered', 'a 2xx was received', 'any time']],
]

let main = ''
beforeAll(async () => {
  main = await productionBuild()
}, minutes)

// Side by side: most of the time is waiting for processes to start.
test.concurrent.for(plans)(
  'what was acknowledged survives kills at the worst instants: %s, on %s with %i process(es)',
  { timeout: 4 * minutes },
  async ([gateway, kind, processes, plan], { expect, onTestFinished }) => {
    const database = await freshDatabase(kind)
    const logDir = mkdtempSync(join(tmpdir(), 'checkout-campaign-'))
    onTestFinished(async () => {
      await database.drop()
      rmSync(logDir, { recursive: true, force: true })
    })
    const outcome = await runCampaign({
      seed: `short form of ${gateway} on ${kind}`,
      gateway,
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
