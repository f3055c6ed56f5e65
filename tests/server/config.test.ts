import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../server/config/config'
import { complete, withEnv, problems } from './config-support'

describe('a complete configuration', () => {
  test('has the contract’s defaults', () => {
    expect(withEnv({})).toMatchObject({
      publicUrl: new URL('https://pay.example.com/pay/'),
      basePath: '/pay/',
      host: '127.0.0.1',
      port: 8787,
      wechat: {
        scope: 'snsapi_base',
        openUrl: 'https://open.weixin.qq.com',
        apiUrl: 'https://api.weixin.qq.com',
      },
      gateways: {
        current: 'paymax',
        paymax: { baseUrl: 'https://www.paymax.cc/merchant-api' },
        wechatpay: null,
      },
      clientIpFallback: '127.0.0.1',
      charge: { ttl: 1_800_000, reuse: 240_000, grace: 300_000 },
      sessionTtl: 900_000,
      database: { kind: 'embedded', dir: './data' },
      metricsApiKeys: ['m'.repeat(16)],
      catalog: [],
      openAmount: null,
      justPaidWindow: 600_000,
      trustProxy: false,
      limits: { payer: 240, key: 30_000, address: 1_200, authorize: 600, landing: 20, guess: 30 },
      logLevel: 'info',
    })
  })

  test('limits that are set leave the others as they are', () => {
    const { limits } = withEnv({ LIMITS: 'payer=10, guess=2' })
    expect(limits).toEqual({ ...withEnv({}).limits, payer: 10, guess: 2 })
  })

  test('lists rotate secrets', () => {
    const [a, b] = ['a'.repeat(32), 'b'.repeat(32)]
    const config = withEnv({ SESSION_SECRET: `${a}, ${b}`, METRICS_API_KEY: a })
    expect(config.sessionSecrets).toEqual([a, b])
    expect(config.metricsApiKeys).toEqual([a])
  })

  test('where the processes hear of one another', () => {
    const [url, direct] = ['postgres://pay@localhost:6432/pay', 'postgres://pay@localhost/pay']
    const listenUrl = (env: Record<string, string>) => withEnv(env).databaseListenUrl
    expect(listenUrl({ DATABASE_URL: url, DATABASE_LISTEN_URL: direct })).toBe(direct)
    expect(listenUrl({ DATABASE_URL: url })).toBe(url)
    expect(listenUrl({})).toBeNull()
    expect(problems({ DATABASE_LISTEN_URL: direct })).toEqual([
      expect.stringContaining('DATABASE_LISTEN_URL: set DATABASE_URL too'),
    ])
  })

  test('a database of its own', () => {
    const url = 'postgres://user:secret@localhost/pay'
    expect(withEnv({ DATABASE_URL: url }).database).toEqual({ kind: 'postgres', url })
    // Whose host would come from PGHOST.
    expect(problems({ DATABASE_URL: 'postgres:///checkout' })).toHaveLength(1)
    expect(problems({ DATABASE_URL: 'postgres:///checkout?host=' })).toHaveLength(1)
    const socket = 'postgres:///checkout?host=/var/run/postgresql'
    expect(withEnv({ DATABASE_URL: socket }).database).toEqual({ kind: 'postgres', url: socket })
    expect(withEnv({ DATABASE_URL: url, DATABASE_POOL: '25' }).database).toEqual({
      kind: 'postgres',
      url,
      pool: 25,
    })
    expect(problems({ DATABASE_URL: url, DATABASE_POOL: '1' })).toHaveLength(1)
    expect(withEnv({ DATA_DIR: '/var/pay' }).database).toEqual({
      kind: 'embedded',
      dir: '/var/pay',
    })
  })
})

describe('an incomplete one', () => {
  test('names everything that is missing, a line each', () => {
    const names = problems(Object.fromEntries(Object.keys(complete).map((name) => [name, ''])))
    expect(names.map((line) => line.split(':')[0]).sort()).toEqual(Object.keys(complete).sort())
    expect(() => readConfig({})).toThrow(/PUBLIC_URL: missing.*\n.*WECHAT_APP_ID: missing/)
  })

  test('says what is wrong in several at once, and shows no secret', () => {
    const secret = 'sesame-open'
    const found = problems({
      PUBLIC_URL: `https://user:${secret}@pay.example.com/`,
      WECHAT_APP_SECRET: `${secret} ${secret}`,
      PAYMAX_PRIVATE_KEY: secret,
      PAYMAX_PUBLIC_KEY: secret,
      DATABASE_URL: `mysql://root:${secret}@localhost`,
      SESSION_SECRET: secret,
      MERCHANT_API_KEY: secret,
      METRICS_API_KEY: secret,
      TRUST_PROXY: secret,
      PORT: secret,
    })
    expect(found).toHaveLength(10)
    expect(found.join('\n')).not.toContain(secret)
  })

  test.each([
    ['PUBLIC_URL', 'pay.example.com/pay/'],
    ['PUBLIC_URL', 'ftp://pay.example.com/pay/'],
    ['PUBLIC_URL', 'http://pay.example.com/pay/'],
    ['PUBLIC_URL', 'https://pay.example.com/pay'],
    ['PUBLIC_URL', 'https://pay.example.com/pay/?a=1'],
    ['PUBLIC_URL', 'https://pay.example.com/pay/#a'],
    ['PUBLIC_URL', 'https://pay.example.com/pay//'],
    ['PUBLIC_URL', 'https://pay.example.com/支付/'],
    ['PAYMAX_BASE_URL', 'http://paymax.example.com'],
    ['WECHAT_OPEN_URL', 'http://10.0.0.1'],
    ['WECHAT_API_URL', 'http://127.0.0.1.example.com'],
    ['WECHAT_OAUTH_SCOPE', 'snsapi'],
    ['CLIENT_IP_FALLBACK', '::1'],
    ['CHARGE_TTL', '179'],
    ['CHARGE_TTL', '7201'],
    ['CHARGE_TTL', '30m'],
    ['CHARGE_REUSE', '1801'],
    ['CHARGE_GRACE', '-1'],
    ['SESSION_TTL', '0'],
    ['JUST_PAID_WINDOW', '10m'],
    ['JUST_PAID_WINDOW', '86401'],
    ['PORT', '65536'],
    ['TRUST_PROXY', '1'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['LIMITS', '240'],
    ['LIMITS', 'payers=240'],
    ['LIMITS', 'constructor=240'],
    ['LIMITS', 'payer=0'],
    ['LIMITS', 'payer=1000001'],
    ['LIMITS', 'payer=2.5'],
    ['LIMITS', 'payer=-1'],
    ['LIMITS', 'payer='],
    ['LIMITS', 'payer=1=2'],
    ['LIMITS', 'payer=1,payer=2'],
    ['OPEN_AMOUNT', '0-5'],
    ['OPEN_AMOUNT', '5-1'],
    ['OPEN_AMOUNT', '1-100000001'],
    ['OPEN_AMOUNT', '100'],
    ['LOG_LEVEL', 'loud'],
    ['CATALOG_FILE', '/does/not/exist'],
    ['PAYMAX_SECRET_KEY', 'a\nb'],
    ['MERCHANT_NAME', '\ufffd\ufffd店'],
  ])('%s=%s is refused by name', (name, value) => {
    const found = problems({ [name]: value })
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(new RegExp(`^${name}: `))
  })

  test.each([
    ['PUBLIC_URL', 'https://pay.example.com'],
    ['PUBLIC_URL', 'https://pay.example.com/a/b-c/d.e/'],
    ['PUBLIC_URL', 'http://localhost:8787/pay/'],
    ['PUBLIC_URL', 'http://127.0.0.1:8787/pay/'],
    ['PUBLIC_URL', 'http://[::1]:8787/pay/'],
    ['PAYMAX_BASE_URL', 'http://127.0.0.1:9000/merchant-api/'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', 'loopback, 10.0.0.0/8,::1,fd00::/8'],
    ['LIMITS', 'payer=1000000'],
    ['LIMITS', ' payer = 240 , address=1 ,'],
    ['CHARGE_TTL', '180'],
    ['JUST_PAID_WINDOW', '0'],
    ['OPEN_AMOUNT', '1-500000'],
    ['PORT', '0'],
  ])('%s=%s is fine', (name, value) => {
    expect(problems({ [name]: value })).toEqual([])
  })
})

test('.env.example names every variable of a complete configuration', () => {
  const example = parseEnv(readFileSync('.env.example', 'utf8')) as Record<string, string>
  expect(Object.keys(example)).toEqual(expect.arrayContaining(Object.keys(complete)))
  const defaults = Object.entries(example).filter(([name]) => !(name in complete))
  expect(withEnv(Object.fromEntries(defaults))).toEqual(withEnv({}))
})
