/**
 * `npm run campaign`: kills the production build under load, on the embedded database with one process and
 * on PostgreSQL with three, at Paymax, at WeChat Pay and while it moves from one to the other, and compares what was acknowledged with what is true. See docs/campaign.md.
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
    gateway: { type: 'string', default: 'all' },
    seed: { type: 'string', default: String(Date.now()) },
  },
})
const kinds = values.database === 'both' ? ['embedded', 'postgres'] : [values.database]
const gateways: CampaignOptions['gateway'][] =
  values.gateway === 'all'
    ? ['paymax', 'wechatpay', 'moving']
    : (['paymax', 'wechatpay', 'moving'] as const).filter((name) => name === values.gateway)
const kills = Number(values.kills)
if (
  !Number.isInteger(kills) ||
  kills < 1 ||
  gateways.length === 0 ||
  !kinds.every((kind) => /^(embedded|postgres)$/.test(kind))
) {
  console.error(
    'npm run campaign -- [--kills 100] [--database embedded|postgres] [--gateway paymax|wechatpay|moving] [--seed TEXT]',
  )
  process.exit(2)
}

function report(name: string, outcome: Outcome, logDir: string): void {
  console.log(`\n${name}, seed ${values.seed}\n\n${tableOf(outcome)}\n`)
  if (outcome.violations.length === 0) return
  console.log(`${tellViolations(outcome)}\nseed ${values.seed}; the backends’ logs: ${logDir}`)
}

async function campaignOn(
  kind: string,
  gateway: CampaignOptions['gateway'],
  onKilled: () => void,
): Promise<boolean> {
  const name = `${kind}, ${gateway}`
  const dir = await mkdtemp(join(tmpdir(), `checkout-campaign-${kind}-${gateway}-`))
  const seed = `${values.seed}/${kind}/${gateway}`
  const share = Math.ceil(kills / gateways.length)
  const common = {
    seed,
    gateway,
    plan: planKills(share, createDice(seed).fork('plan')),
    main,
    payers: 10,
    payments: share,
    logDir: dir,
    hasty: false,
    onPhase(phase: Phase) {
      console.log(`${name}: ${phase} (${Math.round(process.uptime())} s)`)
      if (phase === 'finding out') onKilled()
    },
  }
  const { environment, processes, stop } = await openDatabase(kind, dir)
  const options: CampaignOptions = { ...common, processes, database: environment }
  console.log(`${name}: ${options.processes} process(es), ${share} kills, seed ${values.seed}`)
  try {
    const outcome = await runCampaign(options)
    report(name, outcome, dir)
    const clean = outcome.violations.length === 0 && outcome.kills.total() >= share
    if (clean) await rm(dir, { recursive: true, force: true })
    return clean
  } finally {
    await stop()
  }
}

// Leaving by these runs the exit handlers, which end the backends; PostgreSQL notices by itself.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

/** Once: a build that is made anew is missing for a while, and processes are being started all the time. */
const main = await productionBuild()

/** The end of one campaign is mostly waiting: the next one begins meanwhile. */
const ends: Promise<boolean>[] = []
for (const [kind, gateway] of kinds.flatMap((one) =>
  gateways.map((name) => [one, name] as const),
)) {
  let killed = () => {}
  const over = new Promise<void>((resolve) => {
    killed = resolve
  })
  const end = campaignOn(kind, gateway, killed)
  ends.push(end)
  await Promise.race([over, end])
}
process.exitCode = (await Promise.all(ends)).every(Boolean) ? 0 : 1
