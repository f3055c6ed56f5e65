import type { FastifyInstance } from 'fastify'
import { buildApp } from './app'
import type { Config } from './config/config'
import { countWebhooks } from './routes/count-webhooks'
import { createBudgets } from './http/limits/budgets'
import { createRateLimits } from './http/limits/rate-limit'
import { timeouts, type Timeouts } from './http/timeouts'
import { createExchangeCounts } from './login/count-exchanges'
import { limitUnfinished, maxUnfinished } from './login/limit-unfinished'
import { warnOfChangedSecret } from './startup/check-session-secret'
import { termsOf } from './config/terms'
import { accountsOf, checkAccounts } from './startup/check-accounts'
import { createBackground } from './http/background-work'
import { listenToOtherProcesses, shareLimits } from './between-processes/other-processes'
import { housekeepingTasks } from './scheduled/housekeeping'
import { createQueryQueue } from './payments/status/query-queue'
import { collectMetrics, createMetrics } from './runtime/metrics/metrics'
import { createPaymentSteps } from './runtime/metrics/payment-funnel'
import type { Clock, Log, PaymentDeps } from './payments/core/deps'
import { readInterval } from './payments/status/read-interval'
import { createStatusReader } from './payments/status/read-statuses'
import { createInFlight } from './payments/events/in-flight'
import { createQueryFreshness } from './payments/reports/query-freshness'
import { createPaymentEndSignal } from './payments/status/payment-end-signal'
import { createLongPoll } from './payments/status/long-poll'
import { countWebhookRefusals } from './gateways/webhook-refusals'
import { openGateways } from './gateways/open-gateways'
import { openStatements } from './gateways/open-statements'
import { createPrefetch } from './checkout/prefetch'
import { createPooledRandom } from './runtime/pooled-random'
import { withRequestIds } from './runtime/request-log'
import { createOutageLog } from './runtime/sampled-log'
import { createReadiness } from './runtime/readiness'
import { soonAfterListening } from './runtime/soon-after-listening'
import { countRounds, startWorker } from './worker'
import { monitorWebhooks } from './scheduled/check-webhooks-arrive'
import { createPageEvents } from './runtime/metrics/page-events'
import { createPageEventWriter } from './scheduled/write-page-events'
import { createPageEventStore } from './store/page-events'
import { createRefusals } from './http/refusals'
import { createDayEntrySource } from './store/reporting/day-entries'
import { countRows } from './store/counts'
import { createNotifier } from './compose-notifications'
import type { Post } from './notifications/post'
import { openDatabase } from './store/engine/database'
import { createLoginRepository } from './store/login-repository'
import { proveWrite } from './store/prove-write'
import { createWechatOauth } from './wechat/oauth'
import { createBackupGapRepository } from './store/reporting/backup-gaps'
import { askByNumber, type NumberDeps } from './restored-backup/ask-by-number'
import { createHeldOrders } from './restored-backup/held-orders'
import { checkBackupGaps } from './restored-backup/check-backup-gap'
import { chargeIdAfter } from './payments/core/charge-number'
import { chargeNumbersOf } from './store/charge-number-secret'
import { recordBackupGap } from './startup/record-backup-gap'
import { openCheckedStore, refusePlaintextDatabase, warnOfExposedFiles } from './startup/open-store'
import type { Migration } from './store/schema/migrations/migration'

export interface Backend {
  readonly app: FastifyInstance
  readonly payments: PaymentDeps
  /** From now on `api/readyz` answers 503; everything else keeps working. */
  leave(): void
  /** Stops taking requests, lets requests under way finish, closes the database. */
  close(): Promise<void>
}

/** Assembles the backend by hand, in order: store, gateway, rules, routes, worker. */
export async function startBackend(
  config: Config,
  seams: {
    readonly clock: Clock
    readonly log: Log
    readonly clientDir: string
    /** Defaults to the real one; tests keep a handle on what it opens, to make it fail. */
    readonly openDatabase?: typeof openDatabase
    /** Defaults to this build's migrations; a test passes those of the next version. */
    readonly migrations?: readonly Migration[]
    /** Defaults to production timeouts; tests pass shorter ones. */
    readonly timeouts?: Timeouts
    /** Defaults to the real HTTP sender; tests resolve names themselves and use shorter timeouts. */
    readonly post?: Post
  },
): Promise<Backend> {
  const { clock } = seams
  const log = withRequestIds(seams.log)
  const random = createPooledRandom()
  warnOfExposedFiles(config, log)
  refusePlaintextDatabase(config)
  const database = await openCheckedStore(config.database, {
    open: seams.openDatabase ?? openDatabase,
    migrations: seams.migrations,
    now: clock.now(),
  })
  const provenAt = clock.now()
  await checkAccounts(accountsOf(config), database, provenAt)
  await warnOfChangedSecret(config, database.db, log)
  const gaps = createBackupGapRepository(database.db)
  await recordBackupGap(config, { db: database.db, gaps }, clock.now(), log)
  for (const warning of config.warnings) log.warn({}, warning)
  const notifier = createNotifier(config, { db: database.db, clock, random, log, post: seams.post })
  const repository = notifier.repository
  const webhookRefusals = countWebhookRefusals(clock.now, log)
  const gateways = openGateways(config.gateways, {
    clock,
    log,
    random,
    appId: config.wechat.appId,
    clientIpFallback: config.clientIpFallback,
    publicUrl: config.publicUrl,
    refused: webhookRefusals.note,
  })
  const configured = accountsOf(config).map(({ gateway }) => gateway)
  const webhookMonitor = monitorWebhooks(database.db, configured, { clock, log })
  const wechat = createWechatOauth(config.wechat)
  const redirectUri = new URL('oauth', config.publicUrl).href
  const logins = createLoginRepository(database.db)
  const steps = createPaymentSteps(clock.now)

  const paymentEndSignal = createPaymentEndSignal(clock)
  const { current } = config.gateways
  const numbers = await chargeNumbersOf(database.db, current, clock.now(), random)
  const unheld: NumberDeps = {
    repository,
    gateways: gateways.all,
    clock,
    random,
    terms: termsOf(config),
    log,
    outages: createOutageLog(clock.now, log),
    metrics: steps.metrics,
    freshness: createQueryFreshness(),
    changed(orderId) {
      paymentEndSignal.note(orderId)
      longPoll.changed(orderId)
    },
    chargeIdAfter: (orderNo, after) => chargeIdAfter(numbers.key, orderNo, after),
  }
  const heldFor = createHeldOrders({
    gaps,
    now: clock.now,
    numberedSince: numbers.since,
    capabilities: gateways.all[current].capabilities,
    ask: (order) => askByNumber(unheld, order),
  })
  const payments: PaymentDeps = { ...unheld, heldFor }
  const inFlight = createInFlight()
  const queueQuery = createQueryQueue(payments, inFlight)
  const longPoll = createLongPoll(clock, {
    look: createStatusReader(payments, readInterval[database.kind]),
    ask: (charge) => queueQuery(charge),
  })

  const heard = listenToOtherProcesses(config, database, payments, longPoll)
  const { background, ended: backgroundEnded } = createBackground(log)
  const rounds = countRounds()
  const budgets = createBudgets(config.limits, clock.now)
  const sharing = shareLimits(config, database, budgets, clock)
  const refusals = createRefusals(clock.now, log)
  const webhooks = countWebhooks(configured)
  const pageEvents = createPageEvents(clock.now, log, steps.reached)
  const store = createPageEventStore(database.db)
  const pageEventWriter = createPageEventWriter({ store, clock, log })
  const exchanges = createExchangeCounts(clock.now, log)
  let isLeaving = false
  const app = await buildApp({
    config,
    isLeaving: () => isLeaving,
    log: seams.log,
    payments,
    login: {
      logins,
      clock,
      log,
      random,
      appId: config.wechat.appId,
      async exchange(code) {
        steps.reached('landed')
        const answer = await exchanges.counted(wechat.exchange(code))
        if (answer.outcome === 'payer') steps.reached('signed_in')
        return answer
      },
      started: limitUnfinished(logins, maxUnfinished(config.limits)),
    },
    wechatAuthorizeUrl: (state) => wechat.authorizeUrl(redirectUri, state),
    longPoll,
    endsWithinMoment: (orderId) =>
      heard?.isHearing() ? paymentEndSignal.of(orderId) : Promise.resolve(false),
    inFlight,
    queueQuery,
    background,
    landings: createPrefetch(clock.now, background),
    openings: createPrefetch(clock.now, background),
    limits: createRateLimits({ config, clock, refusals, budgets }),
    refusals,
    pageEvents,
    keepPageEvent: pageEventWriter.note,
    webhooks,
    metrics: createMetrics(
      clock.now,
      () => countRows(database.db, clock.now()),
      collectMetrics([
        refusals,
        pageEvents,
        exchanges,
        notifier,
        webhookRefusals,
        gateways,
        webhooks,
        steps,
        rounds,
        webhookMonitor,
        ...(database.pool ? [database.pool] : []),
      ]),
    ),
    dayEntries: createDayEntrySource(database.db),
    checkDatabase: createReadiness(clock.now, () => proveWrite(database.db, clock.now()), provenAt),
    notifications: notifier.notifications,
    wakeSender: () => notifier.wake(),
    timeouts: seams.timeouts ?? timeouts,
    clientDir: seams.clientDir,
  })
  const openSources = () => openStatements(config.gateways, clock.now)
  const worker = startWorker(
    payments,
    logins,
    rounds,
    () => checkBackupGaps({ ...payments, gaps, openSources }),
    housekeepingTasks(config, database, log),
  )
  for (const one of [notifier, webhookMonitor, pageEventWriter, heard, sharing]) one?.start()
  soonAfterListening(app.server, clock, () => background('a first call', gateways.prepare()))

  return {
    app,
    payments,
    leave() {
      isLeaving = true
    },
    async close() {
      const looking = [worker, webhookMonitor, heard, sharing]
      await Promise.all([app.close(), ...looking.map((one) => one?.stop())])
      await backgroundEnded()
      await pageEventWriter.stop()
      await notifier.close()
      await Promise.all([gateways.close(), wechat.close()])
      await database.db.destroy()
    },
  }
}
