import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { buildApp } from './app'
import type { Config } from './config/config'
import { countWebhooks } from './routes/count-webhooks'
import { createBudgets } from './http/limits/budgets'
import { createRateLimits } from './http/limits/rate-limit'
import { timeouts, type Timeouts } from './http/timeouts'
import { createExchanges } from './login/count-exchanges'
import { boundUnfinished, mostUnfinished } from './login/limit-unfinished'
import { knowSecret } from './check-session-secret'
import { accountsOf, mayStartUnder } from './check-accounts'
import { createBackground } from './background'
import { hearOthers, shareWithOthers } from './other-processes'
import { choresOf } from './housekeeping'
import { createQueryInTurn } from './query-queue'
import { createMetrics } from './runtime/metrics'
import { createPaymentSteps } from './runtime/payment-funnel'
import type { Clock, Log, PaymentDeps } from './payments/core/deps'
import { createStatusReader, readEvery } from './payments/status/read-statuses'
import { createInFlight } from './payments/events/in-flight'
import { createQueryFreshness } from './payments/reports/query-freshness'
import { createEndedSoon } from './payments/status/payment-end-signal'
import { createLongPoll } from './payments/status/long-poll'
import { countWebhookRefusals } from './gateways/webhook-refusals'
import { openGateways } from './gateways/open-gateways'
import { openStatements } from './gateways/open-statements'
import { createPrefetch } from './checkout/prefetch'
import { tellRequests } from './runtime/request-log'
import { createOutageLog } from './runtime/sampled-log'
import { createReadiness } from './runtime/readiness'
import { countRounds, startWorker } from './worker'
import { watchWebhooks } from './webhook-monitor'
import { createPageEvents } from './runtime/page-events'
import { createRefusals } from './http/refusals'
import { createDayBook } from './store/reporting/day-entries'
import { countRows } from './store/counts'
import { createNotifier } from './notifier'
import type { Post } from './notifications/post'
import { openDatabase } from './store/engine/database'
import { createLoginBook } from './store/login-repository'
import { proveWrite } from './store/prove-write'
import { createWechatOauth } from './wechat/oauth'
import { createGapBook } from './store/reporting/backup-gaps'
import { createHeldOrders } from './restored-backup/held-orders'
import { readGaps } from './restored-backup/check-backup-gap'
import { beginGap } from './record-backup-gap'
import { openUsable, refuseOpenLines, sayWhatIsExposed } from './open-store'
import type { Migration } from './store/schema/migrations/migration'

export interface Backend {
  readonly app: FastifyInstance
  readonly payments: PaymentDeps
  /** From now on `api/readyz` answers 503; everything else goes on. */
  leave(): void
  /** Stops taking requests, lets what is under way end, closes the database. */
  close(): Promise<void>
}

/** Puts the backend together, by hand and in order: store, gateway, rules, routes, worker. */
export async function startBackend(
  config: Config,
  seams: {
    readonly clock: Clock
    readonly log: Log
    readonly clientDir: string
    /** By default the real one; tests keep what it opens, to make it fail. */
    readonly openDatabase?: typeof openDatabase
    /** By default those of this build; a test takes those of the next. */
    readonly migrations?: readonly Migration[]
    /** By default those of production; tests take shorter ones. */
    readonly timeouts?: Timeouts
    /** By default the real one; tests give names addresses and take shorter times. */
    readonly post?: Post
  },
): Promise<Backend> {
  const { clock } = seams
  const log = tellRequests(seams.log)
  sayWhatIsExposed(config, log)
  refuseOpenLines(config)
  const database = await openUsable(config.database, {
    open: seams.openDatabase ?? openDatabase,
    migrations: seams.migrations,
    now: clock.now(),
  })
  await mayStartUnder(accountsOf(config), database, clock.now())
  await knowSecret(config, database.db, log)
  const gaps = createGapBook(database.db)
  await beginGap(config, { db: database.db, gaps }, clock.now(), log)
  for (const warning of config.warnings) log.warn({}, warning)
  const notifier = createNotifier(config, { db: database.db, clock, log, post: seams.post })
  const repository = notifier.repository
  const webhookRefusals = countWebhookRefusals(clock.now, log)
  const gateways = openGateways(config.gateways, {
    clock,
    log,
    random: randomBytes,
    appId: config.wechat.appId,
    clientIpFallback: config.clientIpFallback,
    publicUrl: config.publicUrl,
    refused: webhookRefusals.note,
  })
  const configured = accountsOf(config).map(({ gateway }) => gateway)
  const webhookWatch = watchWebhooks(database.db, configured, { clock, log })
  const wechat = createWechatOauth(config.wechat)
  const redirectUri = new URL('oauth', config.publicUrl).href
  const book = createLoginBook(database.db)
  const steps = createPaymentSteps(clock.now)

  const endedSoon = createEndedSoon(clock)
  const payments: PaymentDeps = {
    repository,
    gateways: gateways.all,
    clock,
    random: randomBytes,
    terms: {
      gateway: config.gateways.current,
      appId: config.wechat.appId,
      chargeTtl: config.charge.ttl,
      chargeReuse: config.charge.reuse,
      chargeGrace: config.charge.grace,
    },
    log,
    outages: createOutageLog(clock.now, log),
    figures: steps.figures,
    freshness: createQueryFreshness(),
    changed(orderId) {
      endedSoon.note(orderId)
      longPoll.changed(orderId)
    },
    heldFor: createHeldOrders(gaps, clock.now),
  }
  const inFlight = createInFlight()
  const queryInTurn = createQueryInTurn(payments, inFlight)
  const every = database.kind === 'embedded' ? readEvery.alone : readEvery.shared
  const longPoll = createLongPoll(clock, {
    look: createStatusReader(payments, every),
    ask: (charge) => queryInTurn(charge),
  })

  const heard = hearOthers(config, database, payments, longPoll)

  const { background, ended: backgroundEnded } = createBackground(log)
  const rounds = countRounds()
  const budgets = createBudgets(config.limits, clock.now)
  const sharing = shareWithOthers(config, database, budgets, clock)
  const refusals = createRefusals(clock.now, log)
  const webhooks = countWebhooks()
  const pageEvents = createPageEvents(clock.now, log, steps.reached)
  const exchanges = createExchanges(clock.now, log)
  let isLeaving = false
  const app = await buildApp({
    config,
    isLeaving: () => isLeaving,
    log: seams.log,
    payments,
    login: {
      book,
      clock,
      log,
      random: randomBytes,
      appId: config.wechat.appId,
      async exchange(code) {
        steps.reached('landed')
        const answer = await exchanges.counted(wechat.exchange(code))
        if (answer.outcome === 'payer') steps.reached('signed_in')
        return answer
      },
      started: boundUnfinished(book, mostUnfinished(config.limits)),
    },
    wechatAuthorizeUrl: (state) => wechat.authorizeUrl(redirectUri, state),
    longPoll,
    endsSoon: (orderId) => (heard?.isHearing() ? endedSoon.of(orderId) : Promise.resolve(false)),
    inFlight,
    queryInTurn,
    background,
    landings: createPrefetch(clock.now, background),
    openings: createPrefetch(clock.now, background),
    limits: createRateLimits({ config, clock, refusals, budgets }),
    refusals,
    pageEvents,
    webhooks,
    metrics: createMetrics(clock.now, () => countRows(database.db, clock.now()), {
      counters: [
        ...refusals.counters,
        pageEvents.counter,
        exchanges.counter,
        notifier.counter,
        webhookRefusals.counter,
        webhooks.counter,
        gateways.counter,
        rounds.counter,
        steps.counter,
        webhookWatch.counter,
      ],
      histograms: [
        exchanges.histogram,
        gateways.histogram,
        webhooks.histogram,
        steps.histogram,
        rounds.histogram,
        ...(database.pool ? [database.pool.histogram] : []),
      ],
      readings: [rounds.reading, ...(database.pool ? [database.pool.reading] : [])],
    }),
    dayBook: createDayBook(database.db),
    checkDatabase: createReadiness(clock.now, () => proveWrite(database.db, clock.now())),
    notifications: notifier.desk,
    wakeSender: () => notifier.wake(),
    timeouts: seams.timeouts ?? timeouts,
    clientDir: seams.clientDir,
  })
  const openSources = () => openStatements(config.gateways, clock.now)
  const worker = startWorker(
    payments,
    book,
    rounds,
    () => readGaps({ ...payments, gaps, openSources }),
    choresOf(config, database, log),
  )
  notifier.start()
  webhookWatch.start()
  heard?.start()
  sharing?.start()
  app.server.once('listening', () => background('a first call', gateways.prepare()))

  return {
    app,
    payments,
    leave() {
      isLeaving = true
    },
    async close() {
      await Promise.all([
        app.close(),
        worker.stop(),
        webhookWatch.stop(),
        heard?.stop(),
        sharing?.stop(),
      ])
      await backgroundEnded()
      await notifier.close()
      await Promise.all([gateways.close(), wechat.close()])
      await database.db.destroy()
    },
  }
}
