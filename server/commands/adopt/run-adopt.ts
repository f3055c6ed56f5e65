/** The command from its arguments to its exit code; the caller prints and reads the environment. */
import { randomBytes } from 'node:crypto'
import type { Config } from '../../config/config'
import { openGateways } from '../../gateways/open-gateways'
import { createNotifier } from '../../compose-notifications'
import type { Clock } from '../../payments/core/deps'
import { noMetrics } from '../../payments/core/payment-metrics'
import type { GatewayName } from '../../payments/core/records'
import { adoptPayment, type AdoptDeps, type Adopted } from '../../restored-backup/adopt-payment'
import { openExisting } from '../../store/engine/open-existing'
import type { Wanted } from './arguments'
import { failed, succeeded, type CommandResult } from '../result/command-result'

export function notAdopted(reason: string): CommandResult {
  return failed(`Not adopted: ${reason}`)
}

const log = { info() {}, warn() {}, error() {} }

/** Runs beside the backend, which notifies the shop and refunds what has to be refunded. */
export async function runAdopt(
  config: Config,
  wanted: Wanted,
  clock: Clock,
): Promise<CommandResult> {
  const opened = await openExisting(config.database, ({ db }) =>
    db.selectFrom('restored_gaps').select('backup_at').limit(1).execute(),
  )
  if (typeof opened === 'string') return notAdopted(opened.replace(/^The/, 'the'))
  const gateways = openGateways(config.gateways, {
    clock,
    log,
    random: randomBytes,
    appId: config.wechat.appId,
    clientIpFallback: config.clientIpFallback,
    publicUrl: config.publicUrl,
    refused: () => undefined,
  })
  const notifier = createNotifier(config, {
    db: opened.db,
    clock,
    random: randomBytes,
    log,
    post: undefined,
  })
  try {
    const { repository } = notifier
    const deps = {
      repository,
      gateways: gateways.all,
      clock,
      random: randomBytes,
      appId: config.wechat.appId,
      log,
      metrics: noMetrics,
      changed: () => undefined,
    }
    return resultOf(await adoptAnywhere(deps, config, wanted), wanted)
  } finally {
    await notifier.close()
    await gateways.close()
    await opened.db.destroy()
  }
}

/** Asks every gateway that is configured: the id does not say which one made the charge. */
async function adoptAnywhere(
  deps: AdoptDeps,
  { gateways }: Pick<Config, 'gateways'>,
  { gatewayId, refund }: Wanted,
): Promise<Adopted> {
  const all: readonly GatewayName[] = ['paymax', 'wechatpay']
  let adopted: Adopted = { outcome: 'refused', why: 'no gateway is configured.' }
  for (const gateway of all.filter((name) => gateways[name])) {
    adopted = await adoptPayment(deps, gateway, gatewayId, refund)
    if (adopted.outcome !== 'not_told') break
  }
  return adopted
}

function resultOf(adopted: Adopted, { gatewayId }: Wanted): CommandResult {
  switch (adopted.outcome) {
    case 'refused':
    case 'not_told':
      return notAdopted(adopted.why)
    case 'refunding': {
      const out = `${gatewayId} is recorded and will be refunded. Order ${adopted.order.orderNo} can be paid again if it is still open.`
      return succeeded(out)
    }
    case 'adopted': {
      const { orderNo } = adopted.order
      const out =
        adopted.became === 'paid'
          ? `${gatewayId} is recorded. Order ${orderNo} is paid.`
          : `${gatewayId} is recorded. Order ${orderNo} cannot be paid with it (${adopted.became}), so it will be refunded.`
      return succeeded(out)
    }
  }
}
