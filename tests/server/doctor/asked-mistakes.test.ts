/** Mistakes that are seen where WeChat, the gateway and the store are asked: each planted alone, found by its name. */
import { chmodSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeCertificate } from '../../../mocks/sandbox/wechatpay/certificate'
import { listen, reply } from '../../../mocks/sandbox/http'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import type { FindingName } from '../../../server/config/mistakes/finding-names'
import { openDatabase } from '../../../server/store/engine/database'
import { openCheckout } from '../support/checkout'
import { examine, folder } from './support'
import { stranger, type Plant, env, strangerAt, inStore } from './checkout-store'

const disk =
  (change: object): Plant =>
  () => ({
    disk: { size: 2 ** 37, free: 2 ** 36, inMemory: false, ...change },
  })

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
  [
    'a Paymax address that leads elsewhere',
    'paymax_base_url_wrong',
    atStranger('PAYMAX_BASE_URL', 301),
  ],
  ['no AppID in what reaches WeChat', 'wechat_app_id_wrong', wechatSays('41002')],
  ['no AppSecret in what reaches WeChat', 'wechat_app_secret_wrong', wechatSays('41004')],
  ['an account that WeChat has limited', 'wechat_account_limited', wechatSays('50002')],
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
  [
    'a database file that others read',
    'data_dir_open',
    ({ environment }) => {
      chmodSync(join(environment['DATA_DIR'] ?? '', 'checkout.db'), 0o644)
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
    'somebody at the public address who says yes to everything',
    'public_address_wrong',
    async () => ({ env: { PUBLIC_URL: await strangerAt(200) } }),
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
    'a firewall before one of two gateways’ webhooks',
    'webhook_door_closed',
    async () => ({
      env: {
        PUBLIC_URL: await halfOpen({ readyz: 200, webhooks: 401, 'webhooks/wechatpay': 403 }),
      },
    }),
  ],
  [
    'a backend whose database takes nothing',
    'backend_not_ready',
    async () => ({ env: { PUBLIC_URL: await halfOpen({ readyz: 503, webhooks: 401 }) } }),
  ],
  [
    'a verification file that is not at the root',
    'mp_verify_unreachable',
    () => ({ clientDir: withVerifyFile() }),
  ],
  [
    'another verification file at the root',
    'mp_verify_unreachable',
    async () => ({ clientDir: withVerifyFile(), env: { PUBLIC_URL: await verifying('z9Y8') } }),
  ],
]

test.each(planted)('%s: %s', async (_, name, plant) => {
  const checkout = await openCheckout('embedded', {}, { bothGateways: true })
  const { wrong, exitCode } = await examine(checkout, await plant(checkout))
  expect(wrong).toEqual([name])
  expect(exitCode).toBe(1)
})

test('the verification file at the root of the host is right, wherever the checkout is', async () => {
  const checkout = await openCheckout('embedded')
  const env = { PUBLIC_URL: await verifying('a1B2\n') }
  const { wrong, look } = await examine(checkout, { clientDir: withVerifyFile(), env })
  expect(wrong).toEqual([])
  expect(look).not.toContain('mp_verify_file')
})

test('whose clocks are others is told of each', async () => {
  const checkout = await openCheckout('embedded', {}, { bothGateways: true })
  // The sandbox's Paymax cuts the line below its base address.
  const env = { PAYMAX_BASE_URL: new URL(await strangerAt(404)).origin }
  const { out } = await examine(checkout, { ahead: 60_000, env })
  expect(out).toMatch(/\d+ s ahead of WeChat, \d+ s ahead of Paymax, \d+ s ahead of WeChat Pay/)
})

test('a folder that others read stays as it is: it is only looked at', async () => {
  const { environment, ...checkout } = await openCheckout('embedded')
  const file = join(environment['DATA_DIR'] ?? '', 'checkout.db')
  chmodSync(file, 0o644)
  await examine({ environment, ...checkout })
  expect(statSync(file).mode & 0o777).toBe(0o644)
})

test('a database that the backend writes to at the moment can be written', async () => {
  const checkout = await openCheckout('embedded')
  const { db } = openDatabase({ kind: 'embedded', dir: checkout.environment['DATA_DIR'] ?? '' })
  const env = { PUBLIC_URL: await halfOpen({ readyz: 200, webhooks: 401 }) }
  const examined = await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('write_proofs').execute()
    return examine(checkout, { env })
  })
  await db.destroy()
  expect(examined.wrong).toEqual([])
})

function atStranger(name: string, status = 404): Plant {
  return async () => ({ env: { [name]: new URL(await strangerAt(status)).origin } })
}

function wechatSays(errcode: string): Plant {
  return ({ sandbox }) => {
    sandbox.faults.set({ wechat_api: errcode })
    return {}
  }
}

/** A build with the file that WeChat gave. */
function withVerifyFile(): string {
  const clientDir = folder()
  writeFileSync(join(clientDir, 'MP_verify_a1B2.txt'), 'a1B2')
  return clientDir
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

/** @param verify what it has as `MP_verify_a1B2.txt` at its root, and nowhere else */
const verifying = (verify: string) => halfOpen({ readyz: 200, webhooks: 401, verify })

interface HalfOpen {
  readonly readyz: number
  readonly webhooks: number
  readonly 'webhooks/wechatpay'?: number
  readonly verify?: string
}

async function halfOpen(what: HalfOpen): Promise<string> {
  const half = await listen(
    (request, response) => {
      const path = request.url ?? ''
      if (path.endsWith('healthz')) reply(response, 200, {}, '{"status":"ok"}')
      else if (path === '/MP_verify_a1B2.txt') reply(response, 200, {}, what.verify ?? '')
      else if (path.endsWith('.txt')) reply(response, 404, {}, '')
      else if (path.endsWith('readyz')) reply(response, what.readyz, {}, '')
      else {
        const own = path.endsWith('wechatpay') ? what['webhooks/wechatpay'] : undefined
        reply(response, own ?? what.webhooks, {}, '')
      }
    },
    0,
    '127.0.0.1',
  )
  onTestFinished(half.close)
  return `http://127.0.0.1:${String(half.port)}/pay/`
}
