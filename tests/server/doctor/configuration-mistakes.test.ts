/** Mistakes that a start warns of: each is planted alone in a right configuration, and found by its name alone. */
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { closing } from '../../../server/config/variables/open-file'
import { findMistakes } from '../../../server/config/mistakes/find-mistakes'
import { findingNames, type FindingName } from '../../../server/config/mistakes/finding-names'
import { notPlanted } from './support'
import { readConfigInput } from '../../../server/config/mistakes/read-config-input'
import { refusedVariables } from '../../../server/config/mistakes/variables'
import {
  type Environment,
  merchant,
  wechatpayMerchant,
  wechatpay,
  paymax,
  otherSerial,
  certificate,
  ownCertificate,
  now,
  day,
  shared,
  namesFound,
  right,
  ofPaymax,
  ofWechatpay,
} from './configuration'

const notifySecret = 'whsec_CjQ2Fz8sRk1nVw0pXy7Lb3dHt5uJq9aEoZ6iGm4cNv8='

function fileWith(text: string, mode = 0o600): string {
  const dir = mkdtempSync(join(tmpdir(), 'doctor-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const path = join(dir, 'checkout.env')
  writeFileSync(path, text, { mode })
  return path
}

describe('a right configuration has no complaint', () => {
  test.each<[string, Environment]>([
    ['of Paymax', { ...shared, ...ofPaymax }],
    ['of WeChat Pay', { ...shared, ...ofWechatpay, GATEWAY: 'wechatpay' }],
    ['of both', right],
    ['of narrowed keys', { ...right, MERCHANT_API_KEY: 'order:0f8e7d6c5b4a39281706f5e4d3c2b1a0' }],
    [
      'on PostgreSQL',
      { ...right, DATABASE_URL: 'postgres://pay:x@db.lan/pay?sslmode=verify-full' },
    ],
    ['on PostgreSQL beside it', { ...right, DATABASE_URL: 'postgres://pay:x@localhost/pay' }],
    [
      'on this machine',
      {
        ...right,
        PUBLIC_URL: 'http://127.0.0.1:8787/pay/',
        TRUST_PROXY: 'false',
        WECHAT_API_URL: 'http://127.0.0.1:9000',
      },
    ],
    [
      'with addresses set',
      {
        ...right,
        PAYMAX_BASE_URL: 'https://www.paymax.cc/merchant-api/',
        WECHATPAY_BACKUP_URL: 'https://api2.mch.weixin.qq.com',
      },
    ],
    [
      'of a domain that only ends as the example’s',
      { ...right, PUBLIC_URL: 'https://myexample.com/pay/' },
    ],
    [
      'with an old certificate of WeChat Pay beside the new one',
      {
        ...right,
        WECHATPAY_PLATFORM_CERTIFICATES: `${certificate(now - day, '6'.repeat(40))}\n${certificate(now + day)}`,
      },
    ],
    ['with a name that is unknown and empty', { ...right, WECHAT_TOKEN: '' }],
    [
      'with a shop on the same host',
      { ...right, NOTIFY_URL: 'https://pay.camellia.cn/hook', NOTIFY_SECRET: notifySecret },
    ],
  ])('%s', (_, env) => {
    expect(namesFound(env)).toEqual([])
  })

  test('in a file, with quotes, comments and a key over several lines', () => {
    const file = fileWith(`# the checkout
export MERCHANT_NAME='山茶#咖啡'
PORT=8787 # behind nginx
MERCHANT_CONTACT="wechat:camellia"
PAYMAX_PRIVATE_KEY="-----BEGIN
NOT_A_NAME=1
-----END"
PATHS=1
`)
    expect(namesFound(right, [file])).toEqual([])
  })
})

const otherPair = generateKeyPairSync('rsa', { modulusLength: 2048 })

const pem = { type: 'pkcs8', format: 'pem' } as const

/** What is changed in the right configuration, and what it is found by. */
const planted: readonly (readonly [string, FindingName | readonly FindingName[], Environment])[] = [
  ['a port', 'port_in_public_url', { PUBLIC_URL: 'https://pay.camellia.cn:8443/pay/' }],
  ['an IPv4 address', 'ip_in_public_url', { PUBLIC_URL: 'https://203.0.113.7/pay/' }],
  ['an IPv6 address', 'ip_in_public_url', { PUBLIC_URL: 'https://[2001:db8::1]/pay/' }],
  [
    'plain http',
    ['configuration_refused', 'http_public_url'],
    { PUBLIC_URL: 'http://pay.camellia.cn/pay/' },
  ],
  ['the example’s host', 'example_public_url', { PUBLIC_URL: 'https://pay.example.com/pay/' }],
  [
    'this machine’s own address',
    'loopback_public_url',
    { PUBLIC_URL: 'http://localhost:8787/pay/' },
  ],
  ['no / at the end', 'configuration_refused', { PUBLIC_URL: 'https://pay.camellia.cn/pay' }],
  ['a missing AppID', 'configuration_refused', { WECHAT_APP_ID: '' }],
  ['the account’s original id', 'gh_id_as_app_id', { WECHAT_APP_ID: 'gh_1a2b3c4d5e6f' }],
  ['an AppID cut short', 'app_id_form', { WECHAT_APP_ID: 'wx5a7d0c1e9b3f246' }],
  [
    'an AppSecret cut short',
    'app_secret_form',
    { WECHAT_APP_SECRET: '8b1a9953c4611296a827abf8c47804' },
  ],
  [
    'WeChat’s addresses swapped',
    'wechat_urls_swapped',
    { WECHAT_OPEN_URL: 'https://api.weixin.qq.com', WECHAT_API_URL: 'https://open.weixin.qq.com' },
  ],
  ['a path at WeChat', 'base_url_path', { WECHAT_API_URL: 'https://api.weixin.qq.com/sns' }],
  [
    'a path at the sign-in',
    'base_url_path',
    { WECHAT_OPEN_URL: 'https://open.weixin.qq.com/connect' },
  ],
  [
    'a path at Paymax',
    'base_url_path',
    { PAYMAX_BASE_URL: 'https://www.paymax.cc/merchant-api/v1' },
  ],
  ['no path at Paymax', 'base_url_path', { PAYMAX_BASE_URL: 'https://www.paymax.cc' }],
  [
    'a path at WeChat Pay',
    'base_url_path',
    { WECHATPAY_BASE_URL: 'https://api.mch.weixin.qq.com/v3' },
  ],
  [
    'a path at its second entry',
    'base_url_path',
    { WECHATPAY_BACKUP_URL: 'https://api2.mch.weixin.qq.com/v3' },
  ],
  [
    'an app key without its head',
    'paymax_app_form',
    { PAYMAX_APP: '49b0f1dd741646d2b277524de2785836' },
  ],
  [
    'the app key as the secret key',
    'paymax_secret_key_form',
    { PAYMAX_SECRET_KEY: 'app_49b0f1dd741646d2b277524de2785836' },
  ],
  ['our public key as Paymax’s', 'own_key_as_gateways', { PAYMAX_PUBLIC_KEY: merchant.publicKey }],
  [
    'our public key as WeChat Pay’s',
    'own_key_as_gateways',
    { WECHATPAY_PUBLIC_KEY: wechatpayMerchant.publicKey },
  ],
  [
    'WeChat Pay’s key as Paymax’s',
    'key_of_other_gateway',
    { PAYMAX_PUBLIC_KEY: wechatpay.publicKey },
  ],
  [
    'our WeChat Pay key as Paymax’s',
    'key_of_other_gateway',
    { PAYMAX_PUBLIC_KEY: wechatpayMerchant.publicKey },
  ],
  [
    'our other key as WeChat Pay’s',
    'key_of_other_gateway',
    { WECHATPAY_PUBLIC_KEY: merchant.publicKey },
  ],
  [
    'Paymax’s keys swapped',
    ['configuration_refused', 'keys_swapped'],
    { PAYMAX_PRIVATE_KEY: paymax.publicKey, PAYMAX_PUBLIC_KEY: merchant.privateKey },
  ],
  [
    'WeChat Pay’s keys swapped',
    ['configuration_refused', 'keys_swapped'],
    { WECHATPAY_PUBLIC_KEY: wechatpayMerchant.privateKey },
  ],
  [
    'the serial of WeChat Pay’s certificate',
    'serial_of_platform_certificate',
    { WECHATPAY_CERTIFICATE_SERIAL: otherSerial },
  ],
  [
    'a certificate that has ended',
    'certificate_expired',
    { WECHATPAY_PLATFORM_CERTIFICATES: certificate(now - day) },
  ],
  [
    'our own certificate that has ended',
    'certificate_expired',
    { WECHATPAY_CERTIFICATE: ownCertificate(now - day) },
  ],
  ['a value in quotes', 'quoted_value', { MERCHANT_NAME: '"山茶咖啡"' }],
  ['a value in typeset quotes', 'quoted_value', { MERCHANT_NAME: '“山茶咖啡”' }],
  ['a variable misspelt', 'unknown_variable', { PAYMAX_PUBLICKEY: 'x' }],
  ['a variable of WeChat that nobody reads', 'unknown_variable', { WECHAT_TOKEN: 'x' }],
  ['a variable of notifications that nobody reads', 'unknown_variable', { NOTIFY_TIMEOUT: '5s' }],
  ['a variable misspelt of ours', 'unknown_variable', { SESSION_SECERT: 'x' }],
  ['a letter too few', 'unknown_variable', { SESSION_SECRE: 'x' }],
  ['two letters too many', 'unknown_variable', { SESSION_SECRETXY: 'x' }],
  ['a session secret of one letter', 'weak_secret', { SESSION_SECRET: 's'.repeat(32) }],
  ['a session secret that repeats', 'weak_secret', { SESSION_SECRET: 'a1b2c3d4'.repeat(4) }],
  [
    'an old session secret of one letter',
    'weak_secret',
    { SESSION_SECRET: `${shared['SESSION_SECRET'] ?? ''},${'s'.repeat(32)}` },
  ],
  ['a key of words', 'weak_secret', { MERCHANT_API_KEY: 'please-change-me-now' }],
  ['a metrics key that counts', 'weak_secret', { METRICS_API_KEY: '12345678901234567890' }],
  ['a weak APIv3 key', 'weak_secret', { WECHATPAY_API_V3_KEY: 'camelliacoffee-password-20261101' }],
  [
    'a weak signing secret',
    'weak_secret',
    { NOTIFY_SECRET: `whsec_${Buffer.alloc(32).toString('base64')}` },
  ],
  [
    'a signing secret that repeats behind its head',
    'weak_secret',
    { NOTIFY_SECRET: `whsec_${Buffer.from('a7#kQ9'.repeat(4)).toString('base64')}` },
  ],
  [
    'the AppSecret as the session secret',
    'shared_secret',
    { SESSION_SECRET: shared['WECHAT_APP_SECRET'] ?? '' },
  ],
  ['one secret for two', 'shared_secret', { MERCHANT_API_KEY: shared['SESSION_SECRET'] ?? '' }],
  [
    'one secret in two lists',
    'shared_secret',
    { METRICS_API_KEY: `b2c1d0e9f8a7b6c5d4e3f2a1b0c9d8e7,${shared['MERCHANT_API_KEY'] ?? ''}` },
  ],
  ['a narrowed key of words', 'weak_secret', { MERCHANT_API_KEY: 'read:please-change-me-now' }],
  [
    'a narrowed key that opens two doors',
    'shared_secret',
    {
      METRICS_API_KEY: '0f8e7d6c5b4a39281706f5e4d3c2b1a0',
      MERCHANT_API_KEY: 'read:0f8e7d6c5b4a39281706f5e4d3c2b1a0',
    },
  ],
  ['nobody trusted behind a proxy', 'trust_proxy_missing', { TRUST_PROXY: 'false' }],
  ['everybody trusted', 'trust_proxy_true', { TRUST_PROXY: 'true' }],
  ['a relative folder', 'data_dir_relative', { DATA_DIR: './data' }],
  ['no folder', 'data_dir_relative', { DATA_DIR: '' }],
  [
    'a database in the open',
    'postgres_without_tls',
    { DATABASE_URL: 'postgres://pay:x@db.lan/pay' },
  ],
  [
    'a database heard in the open',
    'postgres_without_tls',
    {
      DATABASE_URL: 'postgres://pay:x@localhost:6432/pay',
      DATABASE_LISTEN_URL: 'postgres://pay:x@db.lan/pay',
    },
  ],
  [
    'TLS switched off',
    'postgres_without_tls',
    { DATABASE_URL: 'postgres://pay:x@db.lan/pay?sslmode=disable' },
  ],
  [
    'a shop that is the checkout',
    'notify_url_is_checkout',
    {
      NOTIFY_URL: 'https://pay.camellia.cn/pay/hook',
      NOTIFY_SECRET: notifySecret,
    },
  ],
  ['a log that says nothing', 'log_silent', { LOG_LEVEL: 'silent' }],
]

describe('a mistake is found by its name', () => {
  test.each(planted)('%s: %s', (_, name, change) => {
    expect(namesFound({ ...right, ...change }).sort()).toEqual([name].flat().sort())
  })

  test.each<[FindingName, string]>([
    ['variable_twice', 'PORT=1\nHOST=::1\nPORT=2\n'],
    ['hash_in_unquoted_value', 'MERCHANT_API_KEY=ab#cd\n'],
    ['unknown_variable', 'MERCHANT_API_KYE=x\n'],
  ])('%s, in the file', (name, text) => {
    expect(namesFound(right, [fileWith(text)])).toEqual([name])
  })

  test('a file that others can read: environment_file_open, key_file_open', () => {
    expect(namesFound(right, [fileWith('PORT=1\n', 0o644)])).toEqual(['environment_file_open'])
    const file = fileWith(otherPair.privateKey.export(pem).toString(), 0o644)
    expect(namesFound({ ...right, PAYMAX_PRIVATE_KEY: '', PAYMAX_PRIVATE_KEY_FILE: file })).toEqual(
      ['key_file_open'],
    )
  })

  test('a file of root’s that the backend’s group reads is closed, as the documents have it', () => {
    const root = { uid: 0, backend: 998 }
    const given = (mode: number) => closing({ mode: 0o100000 | mode, uid: root.uid }, root.backend)
    expect([given(0o640), given(0o600), given(0o644), given(0o660)]).toEqual([
      null,
      null,
      '640',
      '640',
    ])
    const own = (mode: number) => closing({ mode, uid: root.backend }, root.backend)
    expect([own(0o600), own(0o640)]).toEqual([null, '600'])
  })

  test('and none shows a secret', () => {
    const secrets = [
      otherPair.privateKey.export(pem).toString(),
      'camelliacoffee-password-20261101',
    ]
    const env = {
      ...right,
      PAYMAX_PUBLIC_KEY: secrets[0] ?? '',
      WECHATPAY_API_V3_KEY: secrets[1] ?? '',
    }
    const told = readConfigInput(env, [], now)
    const said = JSON.stringify([...refusedVariables(told), ...findMistakes(told)])
    expect(secrets.filter((secret) => said.includes(secret.slice(0, 40)))).toEqual([])
    expect(said).toContain('weak_secret')
  })
})

test('every finding is planted somewhere, and at least forty mistakes are', () => {
  const tests = [
    'configuration-mistakes',
    'asked-mistakes',
    'store-mistakes',
    'gateway-keys',
    'right-configuration',
    'built',
  ].map((name) =>
    readFileSync(`tests/server/doctor/${name}.test.ts`, 'utf8').replace(/^.*\.not\..*$/gm, ''),
  )
  const isPlanted = (name: string) => tests.some((text) => new RegExp(`\\b${name}\\b`).test(text))
  expect(findingNames.filter((name) => !isPlanted(name))).toEqual(notPlanted)
  expect(planted.length).toBeGreaterThanOrEqual(40)
})
