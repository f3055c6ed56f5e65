import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readContact } from '../../src/platform/merchant-contact'
import { ConfigError, readConfig } from '../../server/config/config'
import vectors from '../fixtures/paymax-vectors.json'

const complete = {
  PUBLIC_URL: 'https://pay.example.com/pay/',
  WECHAT_APP_ID: 'wx2421b1c4370ec43b',
  WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
  PAYMAX_SECRET_KEY: vectors.secretKey,
  PAYMAX_APP: 'app_49b0f1dd741646d2b277524de2785836',
  PAYMAX_PRIVATE_KEY: vectors.merchantPrivateKey,
  PAYMAX_PUBLIC_KEY: vectors.paymaxPublicKey,
  SESSION_SECRET: 's'.repeat(32),
  MERCHANT_API_KEY: 'm'.repeat(16),
  MERCHANT_NAME: '测试商户',
}

function withEnv(changes: Record<string, string | undefined>) {
  return readConfig({ ...complete, ...changes })
}

function paymaxOf(changes: Record<string, string | undefined>) {
  const { paymax } = withEnv(changes).gateways
  if (!paymax) throw new Error('Paymax is not configured')
  return paymax
}

function problems(changes: Record<string, string | undefined>): readonly string[] {
  try {
    withEnv(changes)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

function fileWith(text: string | Buffer) {
  const dir = mkdtempSync(join(tmpdir(), 'config-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const file = join(dir, 'file')
  writeFileSync(file, text)
  return file
}

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

describe('whom a payer turns to', () => {
  test.each([
    ['400-820-1234', '400-820-1234'],
    ['12315', '12315'],
    [' +86 (571) 8888-6666 ', '+86 (571) 8888-6666'],
    ['wechat:camellia_kefu', 'wechat:camellia_kefu'],
    ['WeChat:Camellia-6', 'wechat:Camellia-6'],
    ['微信:camellia_kefu', 'wechat:camellia_kefu'],
    ['https://shop.example.com', 'https://shop.example.com/'],
    ['HTTPS://客服.example.com/a b?c="d"', 'https://xn--ubtq9x.example.com/a%20b?c=%22d%22'],
  ])('%s is understood, by the page as well', (value, told) => {
    const { merchantContact } = withEnv({ MERCHANT_CONTACT: value })
    expect(merchantContact).toBe(told)
    expect(readContact(told)).not.toBeNull()
  })

  test.each([
    '山茶咖啡',
    '400-820-1234转8',
    '+-()',
    '12',
    '1'.repeat(21),
    'tel:4008201234',
    'wechat:',
    'wechat:kefu1',
    'wechat:1camellia',
    'wechat:camellia.kefu',
    `wechat:${'a'.repeat(21)}`,
    'weixin:camellia_kefu',
    'camellia_kefu',
    'http://shop.example.com/',
    'https://',
    'https:shop.example.com',
    'https://payer@shop.example.com/',
    `https://shop.example.com/${'a'.repeat(300)}`,
    'javascript:alert(1)',
    'data:text/html,hello',
  ])('%s is none of the three, and refused by name', (value) => {
    expect(problems({ MERCHANT_CONTACT: value })).toEqual([
      expect.stringMatching(/^MERCHANT_CONTACT: set a telephone number/),
    ])
  })

  test('is nobody where nobody is named', () => {
    expect(withEnv({ MERCHANT_CONTACT: ' ' }).merchantContact).toBeNull()
  })
})

describe('keys', () => {
  const key = createPrivateKey(vectors.merchantPrivateKey)
  const publicHalf = createPublicKey(vectors.paymaxPublicKey)
  const der = (type: 'pkcs1' | 'pkcs8') => key.export({ type, format: 'der' }).toString('base64')
  const publicDer = (type: 'pkcs1' | 'spki') =>
    publicHalf.export({ type, format: 'der' }).toString('base64')

  test.each([
    ['PKCS#1 PEM', key.export({ type: 'pkcs1', format: 'pem' }).toString()],
    ['PKCS#8 PEM', key.export({ type: 'pkcs8', format: 'pem' }).toString()],
    ['PEM on one line', vectors.merchantPrivateKey.replaceAll('\n', '\\n')],
    ['bare PKCS#1', der('pkcs1')],
    ['bare PKCS#8', der('pkcs8')],
    ['bare, over several lines', der('pkcs8').replaceAll(/(.{64})/g, '$1\n')],
  ])('a private key as %s', (_, text) => {
    const { privateKey } = paymaxOf({ PAYMAX_PRIVATE_KEY: text })
    expect(privateKey.equals(key)).toBe(true)
  })

  test.each([
    ['SPKI PEM', publicHalf.export({ type: 'spki', format: 'pem' }).toString()],
    ['PKCS#1 PEM', publicHalf.export({ type: 'pkcs1', format: 'pem' }).toString()],
    ['bare SPKI', publicDer('spki')],
    ['bare PKCS#1', publicDer('pkcs1')],
  ])('a public key as %s', (_, text) => {
    const { publicKey } = paymaxOf({ PAYMAX_PUBLIC_KEY: text })
    expect(publicKey.equals(publicHalf)).toBe(true)
  })

  test('in a file', () => {
    const file = fileWith(`${vectors.merchantPrivateKey}\n`)
    const env = { PAYMAX_PRIVATE_KEY: undefined, PAYMAX_PRIVATE_KEY_FILE: file }
    expect(paymaxOf(env).privateKey.equals(key)).toBe(true)
  })

  const short = generateKeyPairSync('rsa', { modulusLength: 512 })
  const curve = generateKeyPairSync('ed25519')
  const locked = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' } as const
  test.each([
    ['PAYMAX_PRIVATE_KEY', vectors.paymaxPublicKey, 'is a public key'],
    ['PAYMAX_PRIVATE_KEY', publicDer('spki'), 'is a public key'],
    ['PAYMAX_PRIVATE_KEY', publicDer('pkcs1'), 'is a public key'],
    ['PAYMAX_PUBLIC_KEY', vectors.merchantPrivateKey, 'is a private key'],
    ['PAYMAX_PUBLIC_KEY', der('pkcs1'), 'is a private key'],
    ['PAYMAX_PUBLIC_KEY', der('pkcs8'), 'is a private key'],
    ['PAYMAX_PRIVATE_KEY', key.export(locked).toString(), 'passphrase'],
    [
      'PAYMAX_PRIVATE_KEY',
      short.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      'short',
    ],
    [
      'PAYMAX_PUBLIC_KEY',
      curve.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      'RSA',
    ],
    ['PAYMAX_PUBLIC_KEY', 'bm90IGEga2V5', 'is not a key'],
    ['PAYMAX_PRIVATE_KEY', vectors.merchantPrivateKey.replaceAll('\n', 'n'), 'double quotes'],
  ])('%s that is no such key (%#)', (name, text, words) => {
    const found = problems({ [name]: text })
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(new RegExp(`^${name}: .*${words}`))
  })

  test('set twice, or in a file that is not there', () => {
    const name = 'PAYMAX_PRIVATE_KEY_FILE'
    expect(problems({ [name]: '/x' })[0]).toMatch(/PAYMAX_PRIVATE_KEY: is set twice/)
    const found = problems({ [name]: '/does/not/exist', PAYMAX_PRIVATE_KEY: '' })
    expect(found[0]).toMatch(/PAYMAX_PRIVATE_KEY_FILE: the file cannot be read: there is none/)
  })
})

describe('the catalogue', () => {
  const item = { item: 'vip-year', subject: '会员年费', body: '一年', amount: 1250 }
  const reading = (list: unknown) => ({ CATALOG_FILE: fileWith(JSON.stringify(list)) })

  test('is read, and nothing opens the sheet by itself unless told', () => {
    const other = { ...item, item: 'B', autoPay: true }
    expect(withEnv(reading([item, other])).catalog).toEqual([
      { ...item, autoPay: false, picture: null },
      { ...other, picture: null },
    ])
  })

  test('holds the pictures that lie beside it, and says what is wrong with one that does not', () => {
    const dir = mkdtempSync(join(tmpdir(), 'catalogue-'))
    onTestFinished(() => rmSync(dir, { recursive: true }))
    const file = join(dir, 'catalogue.json')
    writeFileSync(join(dir, 'year.PNG'), 'png')
    writeFileSync(join(dir, 'huge.jpg'), Buffer.alloc(300 * 1024 + 1))
    const withPicture = (picture: string) => {
      writeFileSync(file, JSON.stringify([{ ...item, picture }]))
      return { CATALOG_FILE: file }
    }
    expect(withEnv(withPicture('year.PNG')).catalog).toMatchObject([
      { picture: { extension: '.png', type: 'image/png', bytes: Buffer.from('png') } },
    ])
    const said = (picture: string) => problems(withPicture(picture)).join('\n')
    expect(said('gone.png')).toContain('[0].picture cannot be read')
    expect(said('huge.jpg')).toContain('[0].picture has 301 KiB; at most 300 are allowed')
    expect(said('catalogue.json')).toContain('[0].picture must be one of .png')
    expect(said('../year.png')).toContain('[0].picture must be the path of a file beside')
    expect(said(join(dir, 'year.PNG'))).toContain('[0].picture must be the path of a file beside')
  })

  const gbk = Buffer.from([0xbb, 0xe1, 0xd4, 0xb1])
  const lines = (text: Buffer | string) =>
    Buffer.concat([
      Buffer.from('[\n  {"item": "vip", "amount": 1, "body": "一年",\n   "subject": "'),
      Buffer.from(text),
      Buffer.from('"}\n]\n'),
    ])

  test.each([
    ['GBK', lines(gbk), 3],
    ['a cut character', lines(Buffer.from('会员').subarray(0, 4)), 3],
    ['cut at the end of the file', lines('会员').subarray(0, -7), 3],
    ['UTF-16', Buffer.from('\ufeff[]', 'utf16le'), 1],
  ])('in bytes that are no UTF-8 (%s) stops the start, with file and line', (_, bytes, line) => {
    const file = fileWith(bytes)
    expect(problems({ CATALOG_FILE: file })).toEqual([
      `CATALOG_FILE: ${file}, line ${line}, is not UTF-8: save the file as UTF-8.`,
    ])
  })

  test('with a byte order mark is fine', () => {
    const marked = Buffer.concat([Buffer.from('\ufeff'), lines('会员')])
    expect(withEnv({ CATALOG_FILE: fileWith(marked) }).catalog).toMatchObject([{ subject: '会员' }])
  })

  test.each<[unknown, string]>([
    [[{ ...item, subject: '\ud83d' }], '[0].subject must not contain U+0000 or half a surrogate'],
    [[{ ...item, body: 'a\0' }], '[0].body must not contain U+0000 or half a surrogate'],
    [{ items: [] }, 'the file must be array'],
    [[item, { ...item, item: 'B', amount: 12.5 }], '[1].amount'],
    [[{ ...item, amount: 0 }], '[0].amount'],
    [[{ ...item, item: 'a b' }], '[0].item'],
    [[{ ...item, subject: '会'.repeat(43) }], '[0].subject must have at most 128 bytes'],
    [[item, item], '[1].item is there twice'],
    [[{ ...item, price: 1 }], '[0]'],
    [[{ item: 'A' }], '[0]'],
  ])('%j is refused', (list, words) => {
    expect(problems(reading(list)).join('\n')).toContain(`CATALOG_FILE: ${words}`)
  })
})

test('a look has to be a folder with a theme.css', () => {
  const dir = mkdtempSync(join(tmpdir(), 'theme-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  expect(problems({ THEME_DIR: join(dir, 'none') })).toEqual([
    expect.stringMatching(/^THEME_DIR: is no folder that can be read/),
  ])
  expect(problems({ THEME_DIR: dir })).toEqual([
    expect.stringMatching(/^THEME_DIR: has no theme.css/),
  ])
  writeFileSync(join(dir, 'theme.css'), '')
  expect(withEnv({ THEME_DIR: dir }).themeDir).toBe(dir)
})

test('.env.example names every variable of a complete configuration', () => {
  const example = parseEnv(readFileSync('.env.example', 'utf8')) as Record<string, string>
  expect(Object.keys(example)).toEqual(expect.arrayContaining(Object.keys(complete)))
  const defaults = Object.entries(example).filter(([name]) => !(name in complete))
  expect(withEnv(Object.fromEntries(defaults))).toEqual(withEnv({}))
})

describe('notifications', () => {
  const secret = `whsec_${Buffer.alloc(24).toString('base64')}`

  test('are off where nothing is set', () => {
    expect(withEnv({}).notifications).toEqual({ url: null, secrets: [], allowPrivate: [] })
  })

  test('take an address, secrets that rotate, and networks', () => {
    const other = `whsec_${Buffer.alloc(64, 1).toString('base64')}`
    const set = withEnv({
      NOTIFY_URL: 'https://shop.example.com/hooks?a=1',
      NOTIFY_SECRET: `${secret}, ${other}`,
      NOTIFY_ALLOW_PRIVATE: '10.1.0.0/16,::1',
    })
    expect(set.notifications).toEqual({
      url: 'https://shop.example.com/hooks?a=1',
      secrets: [secret, other],
      allowPrivate: ['10.1.0.0/16', '::1'],
    })
  })

  test.each([
    [{ NOTIFY_URL: 'https://shop.example.com/' }, 'NOTIFY_SECRET'],
    [{ NOTIFY_URL: 'http://shop.example.com/', NOTIFY_SECRET: secret }, 'NOTIFY_URL'],
    [{ NOTIFY_URL: 'shop.example.com', NOTIFY_SECRET: secret }, 'NOTIFY_URL'],
    [{ NOTIFY_URL: 'https://me:secret@shop.example.com/', NOTIFY_SECRET: secret }, 'NOTIFY_URL'],
    [{ NOTIFY_SECRET: 'whsec_' }, 'NOTIFY_SECRET'],
    [{ NOTIFY_SECRET: secret.slice('whsec_'.length) }, 'NOTIFY_SECRET'],
    [{ NOTIFY_SECRET: `whsec_${Buffer.alloc(23).toString('base64')}` }, 'NOTIFY_SECRET'],
    [{ NOTIFY_SECRET: `${secret},whsec_***` }, 'NOTIFY_SECRET'],
    [{ NOTIFY_ALLOW_PRIVATE: '10.0.0.0/33' }, 'NOTIFY_ALLOW_PRIVATE'],
    [{ NOTIFY_ALLOW_PRIVATE: 'localhost' }, 'NOTIFY_ALLOW_PRIVATE'],
  ])('%j names %s, and no secret', (changes, name) => {
    const found = problems(changes)
    expect(found.map((line) => line.split(':')[0])).toEqual([name])
    expect(found.join()).not.toContain('***')
  })
})
