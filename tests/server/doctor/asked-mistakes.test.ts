/** Mistakes that are seen where WeChat, the gateway and the store are asked: each planted alone, found by its name. */
import { chmodSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { makeCertificate } from '../../../mocks/sandbox/wechatpay/certificate'
import { keyPairFor } from '../../../mocks/sandbox/keys'
import { listen, reply } from '../../../mocks/sandbox/http'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import type { FindingName } from '../../../server/config/mistakes/names'
import { openDatabase } from '../../../server/store/engine/database'
import { openCheckout, type Checkout } from '../support/checkout'
import { freshDatabase, kinds } from '../support/databases'
import { chargedOrder, paidOrder } from '../support/paid-order'
import { startPostgres } from '../support/start-postgres'
import { startTcpProxy } from '../support/tcp-proxy'
import { examine, folder, type Otherwise } from './support'

const hour = 3_600_000

async function inStore(checkout: Checkout, statement: string): Promise<void> {
  const dir = checkout.environment['DATA_DIR']
  const url = checkout.environment['DATABASE_URL']
  const { db } = openDatabase(
    url === undefined ? { kind: 'embedded', dir: dir ?? '' } : { kind: 'postgres', url },
  )
  await sql.raw(statement).execute(db)
  await db.destroy()
}

describe('a right configuration has no complaint', () => {
  test.each<[string, Record<string, string>, { bothGateways?: boolean }]>([
    ['Paymax', {}, {}],
    ['WeChat Pay beside Paymax', {}, { bothGateways: true }],
    ['WeChat Pay', { GATEWAY: 'wechatpay' }, {}],
  ])('embedded, %s', async (_, environment, parts) => {
    const checkout = await openCheckout('embedded', environment, parts)
    expect(await examine(checkout)).toMatchObject({ exitCode: 0, wrong: [], unchecked: [] })
  })

  test('on a PostgreSQL that is set as one should be', async () => {
    const server = await startPostgres('fsync')
    const url = `${server.url}/postgres`
    const database = {
      location: { kind: 'postgres' as const, url },
      environment: { DATABASE_URL: url },
      drop: server.stop,
    }
    const checkout = await openCheckout('postgres', {}, { database, bothGateways: true })
    expect(await examine(checkout)).toMatchObject({ exitCode: 0, wrong: [], unchecked: [] })
  })

  test('before the first start, but for what does not answer yet', async () => {
    const checkout = await openCheckout('embedded')
    const env = { DATA_DIR: join(folder(), 'data'), PUBLIC_URL: 'http://127.0.0.1:1/pay/' }
    expect(await examine(checkout, { env })).toMatchObject({
      exitCode: 2,
      wrong: [],
      unchecked: ['public_address_unreachable'],
    })
  })

  test('with a payment that a webhook told of, and then the gateway’s key is proven', async () => {
    const checkout = await chargedOrder('embedded')
    checkout.sandbox.paymax.pay(checkout.charge.chargeId)
    await checkout.sandbox.paymax.flushWebhooks()
    await checkout.reads({ status: 'paid' })
    checkout.advance(2 * hour)
    // The sandbox's answers have the date of this machine.
    const { wrong, look } = await examine(checkout)
    expect(wrong).toEqual(['clock_off'])
    expect(look).not.toContain('paymax_public_key_unproven')
  })
})

/** What is done to a checkout, and what is told otherwise. */
type Plant = (checkout: Checkout) => Otherwise | Promise<Otherwise>

const env =
  (change: Readonly<Record<string, string>>): Plant =>
  () => ({ env: change })
const disk =
  (change: object): Plant =>
  () => ({
    disk: { size: 2 ** 37, free: 2 ** 36, inMemory: false, ...change },
  })
const stranger = keyPairFor('stranger')

const planted: readonly (readonly [string, FindingName, Plant])[] = [
  ['another AppID', 'wechat_app_id_wrong', env({ WECHAT_APP_ID: 'wx0000000000000001' })],
  [
    'another AppSecret',
    'wechat_app_secret_wrong',
    env({ WECHAT_APP_SECRET: '8b1a9953c4611296a827abf8c47804d7' }),
  ],
  [
    'another secret key',
    'paymax_secret_key_wrong',
    env({ PAYMAX_SECRET_KEY: '5f2c9d0e7b8a41639e0d7c5b4a392817' }),
  ],
  [
    'another pair’s private key at Paymax',
    'paymax_private_key_wrong',
    env({ PAYMAX_PRIVATE_KEY: stranger.privateKey }),
  ],
  [
    'another pair’s private key at WeChat Pay',
    'wechatpay_private_key_wrong',
    env({ WECHATPAY_PRIVATE_KEY: stranger.privateKey }),
  ],
  [
    'another certificate’s serial',
    'wechatpay_private_key_wrong',
    env({ WECHATPAY_CERTIFICATE_SERIAL: '7'.repeat(40) }),
  ],
  ['another merchant number', 'wechatpay_mch_id_wrong', env({ WECHATPAY_MCH_ID: '1900000000' })],
  [
    'another APIv3 key',
    'wechatpay_api_v3_key_wrong',
    env({ WECHATPAY_API_V3_KEY: '6c8f13be0a27d594b1e0c7f2a3d84569' }),
  ],
  [
    'a merchant who may not pay',
    'wechatpay_refused',
    ({ sandbox }) => {
      sandbox.faults.set({ wxpay_refuses: 'NO_AUTH' })
      return {}
    },
  ],
  ['a stranger at Paymax’s address', 'paymax_base_url_wrong', atStranger('PAYMAX_BASE_URL')],
  [
    'a stranger at WeChat Pay’s address',
    'wechatpay_base_url_wrong',
    atStranger('WECHATPAY_BASE_URL'),
  ],
  ['a clock that is a minute ahead', 'clock_off', () => ({ ahead: 60_000 })],
  ['a clock that is a minute behind', 'clock_off', () => ({ ahead: -60_000 })],
  [
    'a folder that others read',
    'data_dir_open',
    ({ environment }) => {
      chmodSync(environment['DATA_DIR'] ?? '', 0o755)
      return {}
    },
  ],
  ['a folder in memory', 'data_dir_in_memory', disk({ inMemory: true })],
  ['a disk with 100 MiB left', 'disk_nearly_full', disk({ free: 100 * 2 ** 20 })],
  ['a disk with 4 % left', 'disk_nearly_full', disk({ free: 2 ** 37 / 25 })],
  [
    'a folder below a file',
    'store_not_writable',
    () => {
      const file = join(folder(), 'file')
      writeFileSync(file, '')
      return { env: { DATA_DIR: join(file, 'data') } }
    },
  ],
  [
    'a database that takes nothing',
    'store_not_writable',
    async (checkout) => {
      await inStore(
        checkout,
        `create trigger no_more before insert on write_proofs begin select raise(abort, 'no'); end`,
      )
      return { env: { PUBLIC_URL: await halfOpen({ readyz: 200, webhooks: 401 }) } }
    },
  ],
  [
    'a database that is none',
    'store_unusable',
    () => {
      const dir = folder()
      writeFileSync(join(dir, 'checkout.db'), 'x'.repeat(4_096), { mode: 0o600 })
      return { env: { DATA_DIR: dir } }
    },
  ],
  [
    'a database of a newer build',
    'store_of_newer_build',
    async (checkout) => {
      await inStore(checkout, `insert into migrations values ('9999_more', 'now')`)
      return {}
    },
  ],
  [
    'no backend behind the public address',
    'public_address_wrong',
    async () => ({ env: { PUBLIC_URL: await strangerAt(404) } }),
  ],
  [
    'a public address that leads elsewhere',
    'public_address_redirects',
    async () => ({ env: { PUBLIC_URL: await strangerAt(301) } }),
  ],
  [
    'a domain that is nobody’s',
    'public_host_unknown',
    env({ PUBLIC_URL: 'https://nobody.invalid/pay/', TRUST_PROXY: 'loopback' }),
  ],
  [
    'a certificate that nobody vouches for',
    'public_certificate_wrong',
    async () => ({ env: { PUBLIC_URL: await selfSigned(), TRUST_PROXY: 'loopback' } }),
  ],
  [
    'a firewall before webhooks',
    'webhook_door_closed',
    async () => ({ env: { PUBLIC_URL: await halfOpen({ readyz: 200, webhooks: 403 }) } }),
  ],
  [
    'a backend whose database takes nothing',
    'backend_not_ready',
    async () => ({ env: { PUBLIC_URL: await halfOpen({ readyz: 503, webhooks: 401 }) } }),
  ],
  [
    'a verification file that is not at the root',
    'mp_verify_unreachable',
    () => {
      const clientDir = folder()
      writeFileSync(join(clientDir, 'MP_verify_a1B2.txt'), 'a1B2')
      return { clientDir }
    },
  ],
]

test.each(planted)('%s: %s', async (_, name, plant) => {
  const checkout = await openCheckout('embedded', {}, { bothGateways: true })
  const { wrong, exitCode } = await examine(checkout, await plant(checkout))
  expect(wrong).toEqual([name])
  expect(exitCode).toBe(1)
})

describe('before the first charge', () => {
  const opened = () => openCheckout('embedded', { GATEWAY: 'wechatpay' })

  test('WeChat Pay’s key is proven by an echo', async () => {
    const { wrong, look } = await examine(await opened())
    expect(wrong).toEqual([])
    expect(look).not.toContain('wechatpay_public_key_unproven')
  })

  test('Paymax’s key is proven by nothing: paymax_public_key_unproven', async () => {
    const { wrong, look } = await examine(await openCheckout('embedded'))
    expect(wrong).toEqual([])
    expect(look).toContain('paymax_public_key_unproven')
  })

  test('another key as WeChat Pay’s: wechatpay_public_key_wrong', async () => {
    const change = { WECHATPAY_PUBLIC_KEY: stranger.publicKey }
    const { wrong } = await examine(await opened(), { env: change })
    expect(wrong).toEqual(['wechatpay_public_key_wrong'])
  })
})

describe('with a charge that is kept', () => {
  const charged = () => chargedOrder('embedded', {}, {}, { bothGateways: true })

  test('another key as Paymax’s: paymax_public_key_wrong', async () => {
    const checkout = await charged()
    const change = { PAYMAX_PUBLIC_KEY: stranger.publicKey }
    const { wrong } = await examine(checkout, { env: change })
    expect(wrong).toEqual(['paymax_public_key_wrong'])
  })

  test('another key as WeChat Pay’s: wechatpay_public_key_wrong', async () => {
    const checkout = await chargedOrder('embedded', {}, { GATEWAY: 'wechatpay' })
    const change = { WECHATPAY_PUBLIC_KEY: stranger.publicKey }
    const { wrong } = await examine(checkout, { env: change })
    expect(wrong).toEqual(['wechatpay_public_key_wrong'])
  })

  test('parameters for another official account: app_id_differs', async () => {
    const checkout = await charged()
    await inStore(
      checkout,
      `update charges set js_api_params = replace(js_api_params, 'wx5a7d', 'wx0000')`,
    )
    expect((await examine(checkout)).wrong).toEqual(['app_id_differs'])
  })
})

describe.each(kinds)('on the %s database', (kind) => {
  test('another session secret: session_secret_changed, and the start says so', async () => {
    const checkout = await openCheckout(kind)
    const before = checkout.environment['SESSION_SECRET'] ?? ''
    const SESSION_SECRET = 'c1d9f04b7a6e8235c1f7d9e04a5b6c28'
    const finds = async (secret: string) =>
      (await examine(checkout, { env: { SESSION_SECRET: secret } })).wrong.includes(
        'session_secret_changed',
      )
    const said = () => checkout.log.filter((line) => line.includes('another one than before'))

    expect(await finds(SESSION_SECRET)).toBe(true)
    expect(await finds(`${SESSION_SECRET},${before}`)).toBe(false)
    await checkout.anotherProcess({ SESSION_SECRET: `${SESSION_SECRET},${before}` })
    expect(said()).toEqual([])
    expect(await finds(SESSION_SECRET)).toBe(false)
    await checkout.anotherProcess({ SESSION_SECRET: before })
    expect(said()).toHaveLength(1)
    expect(await checkout.rowsOf('used_with')).toBe(1)
  })

  test('what holds orders after a backup was put back: backup_not_asked, unknown_payments', async () => {
    const checkout = await openCheckout(kind)
    const { orderId } = await checkout.merchant.placed()
    const holding = ['backup_not_asked', 'unknown_payments']
    const found = async () =>
      (await examine(checkout)).wrong.filter((name) => holding.includes(name))
    expect(await found()).toEqual([])
    await checkout.anotherProcess({ RESTORED: new Date(checkout.now() - 60_000).toISOString() })
    expect(await found()).toEqual(['backup_not_asked'])
    const kindOf = { kind: 'unknown_payment', key: 'k', at: checkout.now(), detail: '' } as const
    const incident = { ...kindOf, orderId, chargeId: 'c' }
    await checkout.backend.payments.repository.addIncident(incident)
    expect(await found()).toEqual(holding)
  })

  test('payments found by query alone: webhook_never_received, after an hour', async () => {
    const checkout = await paidOrder(kind)
    const names = async (ahead: number) => {
      checkout.advance(ahead)
      const { wrong } = await examine(checkout)
      return wrong.filter((name) => name !== 'postgres_fsync_off' && name !== 'clock_off')
    }
    expect(await names(0)).toEqual([])
    expect(await names(hour)).toEqual(['webhook_never_received'])
  })
})

describe('PostgreSQL', () => {
  test('without fsync: postgres_fsync_off', async () => {
    const checkout = await openCheckout('postgres')
    expect((await examine(checkout)).wrong).toEqual(['postgres_fsync_off'])
  })

  test('with few connections: postgres_few_connections', async () => {
    const checkout = await openCheckout('postgres')
    const name = new URL(checkout.environment['DATABASE_URL'] ?? '').pathname.slice(1)
    await inStore(checkout, `alter database ${name} with connection limit 9`)
    expect((await examine(checkout)).wrong).toContain('postgres_few_connections')
  })

  test('behind another port: postgres_pgbouncer, to be looked at', async () => {
    const checkout = await openCheckout('postgres')
    const url = new URL(checkout.environment['DATABASE_URL'] ?? '')
    const proxy = await startTcpProxy(url.href)
    url.port = String(proxy.port)
    const { look } = await examine(checkout, { env: { DATABASE_URL: url.href } })
    expect(look).toContain('postgres_pgbouncer')
  })

  test('of an encoding without Chinese: postgres_encoding', async () => {
    const { location, drop } = await freshDatabase('postgres')
    onTestFinished(drop)
    const url = new URL(location.kind === 'postgres' ? location.url : '')
    const checkout = await openCheckout('postgres')
    await inStore(
      checkout,
      `create database latin encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0`,
    )
    onTestFinished(() => inStore(checkout, 'drop database latin'))
    url.pathname = '/latin'
    const { wrong } = await examine(checkout, { env: { DATABASE_URL: url.href } })
    expect(wrong).toContain('postgres_encoding')
  })

  test('that is not there: store_unusable', async () => {
    const checkout = await openCheckout('embedded')
    const change = { DATABASE_URL: `postgres://pay@127.0.0.1:${await freePort()}/pay` }
    expect((await examine(checkout, { env: change })).wrong).toEqual(['store_unusable'])
  })
})

test('whoever does not answer is named, and nothing is said of what was not seen', async () => {
  const checkout = await openCheckout('embedded', {}, { bothGateways: true })
  const nobody = `http://127.0.0.1:${await freePort()}`
  const change = {
    WECHAT_API_URL: nobody,
    PAYMAX_BASE_URL: `${nobody}/merchant-api`,
    WECHATPAY_BASE_URL: nobody,
    PUBLIC_URL: `${nobody}/pay/`,
  }
  expect(await examine(checkout, { env: change })).toMatchObject({
    exitCode: 2,
    wrong: [],
    unchecked: [
      'paymax_unreachable',
      'public_address_unreachable',
      'wechat_unreachable',
      'wechatpay_unreachable',
    ],
  })
})

test('a proxy whose backend does not run yet is no mistake', async () => {
  const checkout = await openCheckout('embedded', {}, { bothGateways: true })
  const change = { PUBLIC_URL: await strangerAt(502) }
  expect(await examine(checkout, { env: change })).toMatchObject({
    exitCode: 2,
    wrong: [],
    unchecked: ['public_address_unreachable'],
  })
})

test('no secret is printed', async () => {
  const checkout = await openCheckout('embedded', {}, { bothGateways: true })
  const secret = '8b1a9953c4611296a827abf8c47804d7'
  const change = { WECHAT_APP_SECRET: secret, PAYMAX_SECRET_KEY: secret.toUpperCase() }
  const { out, wrong } = await examine(checkout, { env: change })
  expect(wrong).toEqual(['paymax_secret_key_wrong', 'wechat_app_secret_wrong'])
  expect(out.toLowerCase()).not.toContain(secret)
})

function atStranger(name: string): Plant {
  return async () => ({ env: { [name]: new URL(await strangerAt(404)).origin } })
}

/** Somebody who has nothing to do with us, and answers all the same. */
async function strangerAt(status: number): Promise<string> {
  const stranger_ = await listen(
    (_request, response) => reply(response, status, { Location: 'https://elsewhere.invalid/' }, ''),
    0,
    '127.0.0.1',
  )
  onTestFinished(stranger_.close)
  return `http://127.0.0.1:${String(stranger_.port)}/pay/`
}

async function selfSigned(): Promise<string> {
  const day = 86_400_000
  const cert = makeCertificate(stranger, '6'.repeat(40), Date.now() - day, Date.now() + day)
  const server = createServer({ key: stranger.privateKey, cert }, (_request, response) => {
    response.end()
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `https://127.0.0.1:${String(port)}/pay/`
}

async function halfOpen(statuses: { readyz: number; webhooks: number }): Promise<string> {
  const half = await listen(
    (request, response) => {
      const path = request.url ?? ''
      if (path.endsWith('healthz')) reply(response, 200, {}, '{"status":"ok"}')
      else reply(response, path.endsWith('readyz') ? statuses.readyz : statuses.webhooks, {}, '')
    },
    0,
    '127.0.0.1',
  )
  onTestFinished(half.close)
  return `http://127.0.0.1:${String(half.port)}/pay/`
}
