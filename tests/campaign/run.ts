/**
 * `npm run campaign`: kills the production build under load, on the embedded database with one process and
 * on PostgreSQL with three, and compares what was acknowledged with what is true. See docs/campaign.md.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runCampaign, type CampaignOptions, type Outcome, type Phase } from './campaign'
import { openDatabase } from './databases'
import { createDice } from './dice'
import { tellViolations } from './history'
import { planKills } from './instants'
import { productionBuild } from './production-build'
import { tableOf } from './table'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    database: { type: 'string', default: 'both' },
    seed: { type: 'string', default: String(Date.now()) },
  },
})
const kinds = values.database === 'both' ? ['embedded', 'postgres'] : [values.database]
const kills = Number(values.kills)
if (
  !Number.isInteger(kills) ||
  kills < 1 ||
  !kinds.every((kind) => /^(embedded|postgres)$/.test(kind))
) {
  console.error('npm run campaign -- [--kills 100] [--database embedded|postgres] [--seed TEXT]')
  process.exit(2)
}

function report(kind: string, outcome: Outcome, logDir: string): void {
  console.log(`\n${kind}, seed ${values.seed}\n\n${tableOf(outcome)}\n`)
  if (outcome.violations.length === 0) return
  console.log(`${tellViolations(outcome)}\nseed ${values.seed}; the backends’ logs: ${logDir}`)
}

async function campaignOn(kind: string, onKilled: () => void): Promise<boolean> {
  const dir = await mkdtemp(join(tmpdir(), `checkout-campaign-${kind}-`))
  const seed = `${values.seed}/${kind}`
  const common = {
    seed,
    plan: planKills(kills, createDice(seed).fork('plan')),
    main: await productionBuild(),
    payers: 10,
    payments: kills,
    logDir: dir,
    hasty: false,
    onPhase(phase: Phase) {
      console.log(`${kind}: ${phase} (${Math.round(process.uptime())} s)`)
      if (phase === 'finding out') onKilled()
    },
  }
  const { environment, processes, stop } = await openDatabase(kind, dir)
  const options: CampaignOptions = { ...common, processes, database: environment }
  console.log(`${kind}: ${options.processes} process(es), ${kills} kills, seed ${values.seed}`)
  try {
    const outcome = await runCampaign(options)
    report(kind, outcome, dir)
    const clean = outcome.violations.length === 0 && outcome.kills.total() >= kills
    if (clean) await rm(dir, { recursive: true, force: true })
    return clean
  } finally {
    await stop()
  }
}

// Leaving by these runs the exit handlers, which end the backends; PostgreSQL notices by itself.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

/** The end of one campaign is mostly waiting: the next one begins meanwhile. */
const ends: Promise<boolean>[] = []
for (const kind of kinds) {
  let killed = () => {}
  const over = new Promise<void>((resolve) => {
    killed = resolve
  })
  const end = campaignOn(kind, killed)
  ends.push(end)
  await Promise.race([over, end])
}
process.exitCode = (await Promise.all(ends)).every(Boolean) ? 0 : 1
