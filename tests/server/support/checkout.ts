import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { startSandbox, type Sandbox } from '../../../mocks/sandbox/sandbox'
import { startBackend, type Backend } from '../../../server/backend'
import { systemClock } from '../../../server/runtime/clock'
import { readConfig } from '../../../server/config/config'
import { timeouts, type Timeouts } from '../../../server/http/timeouts'
import type { Post } from '../../../server/notifications/post'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { openDatabase } from '../../../server/store/engine/database'
import type { Migration } from '../../../server/store/schema/migrations/migration'
import type { Tables } from '../../../server/store/schema/tables'
import { freshDatabase, type Kind, type TestDatabase } from './databases'
import { expectDeclared } from './declared-codes'
import { createMerchant, type Merchant } from './merchant'
import { createPhone, type Phone } from './phone'

const merchantApiKey = 'merchant-key-of-the-tests'

/** The backend on a database of its own, between the sandbox's WeChat and Paymax. */
export interface Checkout {
  readonly sandbox: Sandbox
  readonly backend: Backend
  /** Where the backend is reached: `PUBLIC_URL`, unless the environment says another. */
  readonly publicUrl: URL
  /** What the backend was configured with. */
  readonly environment: Readonly<Record<string, string>>
  readonly merchant: Merchant
  /** What was logged, a line an entry. */
  readonly log: string[]
  /** Moves the clock of backend and sandbox on. */
  advance: (ms: number) => void
  /** Time stands still, but for `advance`. */
  freeze: () => void
  /** The time of backend and sandbox. In ms. */
  now: () => number
  /** A phone with WeChat, and nothing in its cookie jar; `headers` come with all it asks. */
  phone: (headers?: Readonly<Record<string, string>>) => Phone
  /** How many rows a table has, as another process sees it. */
  rowsOf: (table: keyof Tables) => Promise<number>
  /** Another backend process on the same database. @param otherwise what is configured otherwise for it; `migrations`: of another build */
  anotherProcess: (
    otherwise?: Record<string, string>,
    migrations?: readonly Migration[],
  ) => Promise<AnotherProcess>
}

export interface AnotherProcess {
  readonly backend: Backend
  readonly address: URL
  readonly merchant: Merchant
  phone: Checkout['phone']
  /** Stops it before the test is over; what it was doing has ended then. */
  stop: () => Promise<void>
}

/** Opens a checkout that is closed, and its database dropped, when the test is over. */
export async function openCheckout(
  kind: Kind,
  environment: Record<string, string> = {},
  parts: {
    database?: TestDatabase
    openDatabase?: typeof openDatabase
    timeouts?: Timeouts
    post?: Post
    /** WeChat Pay is configured too; by default only where new charges are made there. */
    bothGateways?: boolean
    /** The sandbox's phone and, beside it, the shop that is told of the orders. */
    shop?: boolean
    /** Of the built pages; by default small ones that stand for them. */
    clientDir?: string
  } = {},
): Promise<Checkout> {
  const database = parts.database ?? (await freshDatabase(kind))
  let ahead = 0
  let frozenAt: number | null = null
  const clock = { ...systemClock, now: () => (frozenAt ?? Date.now()) + ahead }
  const port = await freePort()
  const listening = (on: number) => `http://127.0.0.1:${on}`
  // What the backend is told may be another address than the one it is reached at, as behind a proxy.
  const phonePort = parts.shop === true ? await freePort() : null
  const told = new URL(environment['PUBLIC_URL'] ?? `${listening(phonePort ?? port)}/pay/`)
  const publicUrl = new URL(told.pathname, listening(port))
  const sandbox = await startSandbox({
    now: clock.now,
    webhookSpeed: 0,
    webhookUrl: new URL('api/webhooks/paymax', publicUrl).href,
    checkout: {
      publicUrl: told.href,
      backendUrl: publicUrl.origin,
      ...(phonePort !== null && { merchantKey: merchantApiKey }),
    },
    ...(phonePort !== null && { phonePort }),
  })
  const log: string[] = []
  const settings = {
    ...sandbox.checkoutEnvironment(),
    ...sandbox.shopEnvironment(),
    ...((parts.bothGateways || environment['GATEWAY'] === 'wechatpay') &&
      sandbox.wechatpayEnvironment()),
    PUBLIC_URL: told.href,
    SESSION_SECRET: randomBytes(32).toString('hex'),
    MERCHANT_API_KEY: merchantApiKey,
    MERCHANT_NAME: '山茶咖啡',
    OPEN_AMOUNT: '1-500000',
    CATALOG_FILE: fileURLToPath(new URL('catalog.json', import.meta.url)),
    ...database.environment,
    ...environment,
  }
  const start = async (
    listenOn: number,
    otherwise: Record<string, string> = {},
    migrations?: readonly Migration[],
  ) => {
    const backend = await startBackend(readConfig({ ...settings, ...otherwise }), {
      clock,
      log: pino({ level: 'debug' }, { write: (line: string) => void log.push(line) }),
      clientDir: parts.clientDir ?? fileURLToPath(new URL('page/', import.meta.url)),
      openDatabase: parts.openDatabase ?? openDatabase,
      timeouts: parts.timeouts ?? timeouts,
      ...(parts.post ? { post: parts.post } : {}),
      ...(migrations ? { migrations } : {}),
    })
    expectDeclared(backend.app)
    await backend.app.listen({ host: '127.0.0.1', port: listenOn })
    return backend
  }
  const backends = [await start(port)]
  const [backend] = backends
  if (!backend) throw new Error('no backend')
  onTestFinished(async () => {
    for (const one of backends) await one.close()
    await sandbox.close()
    await database.drop()
  })

  const phoneOn = (base: URL) => (headers?: Readonly<Record<string, string>>) =>
    createPhone(base, told, headers)
  return {
    sandbox,
    backend,
    publicUrl,
    environment: settings,
    merchant: createMerchant(publicUrl, merchantApiKey),
    log,
    advance: (ms) => {
      ahead += ms
    },
    freeze: () => {
      frozenAt = Date.now()
    },
    now: clock.now,
    phone: phoneOn(publicUrl),
    async rowsOf(table) {
      const { db } = openDatabase(database.location)
      try {
        return (await db.selectFrom(table).selectAll().execute()).length
      } finally {
        await db.destroy()
      }
    },
    async anotherProcess(otherwise, migrations) {
      const ownPort = await freePort()
      const other = await start(ownPort, otherwise, migrations)
      backends.push(other)
      const base = new URL(told.pathname, listening(ownPort))
      const ownMerchant = createMerchant(base, merchantApiKey)
      const stop = () => {
        backends.splice(backends.indexOf(other), 1)
        return other.close()
      }
      return { backend: other, address: base, phone: phoneOn(base), merchant: ownMerchant, stop }
    },
  }
}
