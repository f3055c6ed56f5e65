/** Mistakes that are seen where WeChat, the gateway and the store are asked: each planted alone, found by its name. */
import { chmodSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeCertificate } from '../../../mocks/sandbox/wechatpay/certificate'
import { listen, reply } from '../../../mocks/sandbox/http'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import type { FindingName } from '../../../server/config/mistakes/names'
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

function atStranger(name: string): Plant {
  return async () => ({ env: { [name]: new URL(await strangerAt(404)).origin } })
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
