import { unconfiguredGateway } from '../../../server/gateways/unconfigured-gateway'
import { paymaxCapabilities } from '../../../server/gateways/paymax/capabilities'
import { wechatpayCapabilities } from '../../../server/gateways/wechatpay/capabilities'
/** The rules over one store, with a gateway that answers at once, so that what is left is the store. */
import { randomBytes } from 'node:crypto'
import { systemClock } from '../../../server/runtime/clock'
import type { PaymentDeps } from '../../../server/payments/core/deps'
import type { Gateway } from '../../../server/payments/core/gateway'
import { noMetrics } from '../../../server/payments/core/payment-metrics'
import { createQueryFreshness } from '../../../server/payments/reports/query-freshness'
import { openDatabase, type Database } from '../../../server/store/engine/database'
import { createRepository } from '../../../server/store/repository'
import { createLoginRepository } from '../../../server/store/login-repository'
import { migrate } from '../../../server/store/engine/migrate'
import type { LoginRepository } from '../../../server/login/login-repository'

export interface Shop {
  readonly database: Database
  readonly deps: PaymentDeps
  readonly book: LoginRepository
}

export async function openShop(dir: string): Promise<Shop> {
  const database = openDatabase({ kind: 'embedded', dir })
  await migrate(database)
  const repository = createRepository(database.db)
  const deps: PaymentDeps = {
    repository,
    gateways: {
      paymax: stillUnderWay(repository),
      wechatpay: unconfiguredGateway(wechatpayCapabilities),
    },
    clock: systemClock,
    random: randomBytes,
    terms: {
      gateway: 'paymax',
      appId: 'wx_app',
      chargeTtl: 1_800_000,
      chargeReuse: 240_000,
      chargeGrace: 300_000,
    },
    log: { info: nothing, warn: nothing, error: nothing },
    outages: { warn: () => undefined },
    metrics: noMetrics,
    freshness: createQueryFreshness(),
    changed: nothing,
  }
  return { database, deps, book: createLoginRepository(database.db) }
}

const nothing = () => undefined

/** It says of every charge of ours that it is not paid yet. */
function stillUnderWay(repository: PaymentDeps['repository']): Gateway {
  const unasked = () => Promise.reject(new Error('The benchmark has nobody ask this.'))
  return {
    capabilities: paymaxCapabilities,
    account: 'app',
    createRequest: () => null,
    bridgeParameters: unasked,
    createCharge: unasked,
    closeCharge: unasked,
    createRefund: unasked,
    queryRefund: unasked,
    webhookHeaders: [],
    webhookAnswer: { status: 200, body: '' },
    readWebhook: unasked,
    async queryCharge(gatewayId) {
      const charge = await repository.chargeByGatewayId(gatewayId)
      if (!charge) throw new Error(`${gatewayId} is not ours`)
      const report = {
        gatewayId,
        chargeNumber: charge.chargeId,
        app: 'app',
        amount: charge.amount,
        currency: 'CNY',
        livemode: true,
        status: 'processing',
        paidAt: null,
        transactionNo: null,
        amountRefunded: 0,
        refundsReadable: true,
        refunds: [],
        failure: null,
      } as const
      return { outcome: 'answered', charge: report }
    },
  }
}
