/** Keys of the merchant API that may do a part of it, and what is told of who did what. */
import { createHash, randomBytes } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import { merchantKeys } from '../../server/config/merchant-keys'
import { timeOf } from '../../server/commands/inspect/history-text'
import { runInspect } from '../../server/commands/inspect/run-inspect'
import { openDatabase } from '../../server/store/engine/database'
import { migrate } from '../../server/store/engine/migrate'
import { createRepository } from '../../server/store/repository'
import { openShop, toShops } from './notifications/shop'
import { freshDatabase, kinds } from './support/databases'
import { createMerchant } from './support/merchant'
import { chargedOrder } from './support/paid-order'
import { openCheckout } from './support/checkout'
import { codeOf } from './support/phone'
import { orderRow, t0 } from './support/rows'

const secrets = {
  all: randomBytes(32).toString('hex'),
  read: randomBytes(32).toString('hex'),
  order: randomBytes(32).toString('hex'),
  refund: randomBytes(32).toString('hex'),
}
const list = `merchant-key-of-the-tests,${secrets.all},read:${secrets.read},order:${secrets.order},refund:${secrets.refund}`
const env = { MERCHANT_API_KEY: list }
const nameOf = (scope: keyof typeof secrets) =>
  `${scope}:${createHash('sha256').update(secrets[scope]).digest('hex').slice(0, 8)}`

async function opened(environment: Record<string, string> = {}) {
  const checkout = await openCheckout('embedded', { ...env, ...environment })
  return { ...checkout, by: (key: string) => createMerchant(checkout.publicUrl, key) }
}

type Shop = ReturnType<typeof createMerchant>

const calls: Readonly<Record<string, (shop: Shop) => Promise<{ status: number; body: unknown }>>> =
  {
    read: (shop) => shop.read('A-1'),
    list: (shop) => shop.list(),
    search: (shop) => shop.search({ openid: 'o-nobody-0123456789012345678' }),
    notifications: (shop) => shop.notifications(),
    place: (shop) => shop.place(),
    amend: (shop) => shop.amend('A-1', { subject: 'x' }),
    close: (shop) => shop.close('A-1'),
    resend: (shop) => shop.resend('msg_none'),
    refund: (shop) => shop.refund('A-1'),
  }

test.each([
  ['all', []],
  ['read', ['place', 'amend', 'close', 'resend', 'refund']],
  ['order', ['refund']],
  ['refund', ['place', 'amend', 'close', 'resend']],
] as const)('a key for %s may not make the calls %j, and every other', async (scope, refused) => {
  const { by } = await opened()
  await by(secrets.all).placed({ orderNo: 'A-1' })
  for (const form of [
    secrets[scope],
    scope === 'all' ? secrets.all : `${scope}:${secrets[scope]}`,
  ]) {
    const answers = Object.entries(calls).map(async ([name, call]) => {
      const answer = await call(by(form))
      return { name, code: codeOf(answer as never) }
    })
    const found = await Promise.all(answers)
    expect(found.filter(({ code }) => code === '403 forbidden').map(({ name }) => name)).toEqual(
      refused,
    )
    expect(found.filter(({ code }) => code.startsWith('401'))).toEqual([])
  }
})

test('what was refused changed nothing', async () => {
  const { by } = await opened()
  await by(secrets.order).placed({ orderNo: 'A-1', subject: 'as it was' })
  await by(secrets.read).close('A-1')
  await by(secrets.refund).amend('A-1', { subject: 'x' })
  const { body } = await by(secrets.read).read('A-1')
  expect(body).toMatchObject({ status: 'unpaid', subject: 'as it was' })
})

test.each([
  ['a secret that is none', () => 'x'.repeat(64)],
  ['another scope before it', () => `order:${secrets.read}`],
  ['a scope before one that has none', () => `refund:${secrets.all}`],
])('%s opens nothing', async (_what, key) => {
  const { by } = await opened()
  expect(codeOf(await by(key()).list())).toBe('401 unauthorized')
})

test('where the metrics have no key of their own, a key that may only read reads them', async () => {
  const { publicUrl } = await opened({ METRICS_API_KEY: '' })
  const headers = { authorization: `Bearer ${secrets.read}` }
  expect((await fetch(new URL('api/metrics', publicUrl), { headers })).status).toBe(200)
})

test('both ways to send a key are one caller, whose calls are counted together', async () => {
  const { by } = await opened({ LIMITS: 'key=2' })
  await by(secrets.read).list()
  await by(`read:${secrets.read}`).list()
  expect(codeOf(await by(secrets.read).list())).toBe('429 rate_limited')
})

describe('a list of keys', () => {
  const complaint = (value: string) => () =>
    merchantKeys({ MERCHANT_API_KEY: value }, 'MERCHANT_API_KEY')
  test.each([
    [
      'a word that narrows nothing',
      `reed:${secrets.read}`,
      /the prefix of a key can only be read:, order:, refund:/,
    ],
    ['one secret under two words', `read:${secrets.read},order:${secrets.read}`, /two scopes/],
    ['one secret with a word and without', `${secrets.read},order:${secrets.read}`, /two scopes/],
    ['a secret that is short without its word', 'refund:0123456789', /16 bytes/],
  ])('is refused for %s', (_what, value, words) => {
    expect(complaint(value)).toThrow(words)
  })

  test('names no secret where it is refused', () => {
    expect(complaint(`reed:${secrets.read}`)).not.toThrow(secrets.read)
  })

  test('names a key by its scope and a print of eight digits', () => {
    const keys = merchantKeys(env, 'MERCHANT_API_KEY')
    expect(keys.slice(1).map(({ name }) => name)).toEqual([
      nameOf('all'),
      nameOf('read'),
      nameOf('order'),
      nameOf('refund'),
    ])
  })
})

describe.each(kinds)('the story of an order, on the %s database', (kind) => {
  test('says which key placed, amended, closed and refunded it and had its notification sent again', async () => {
    const database = await freshDatabase(kind)
    const scene = await chargedOrder(kind, { orderNo: 'A-1' }, { ...toShops, ...env }, { database })
    const { sandbox, charge, reads, publicUrl, log } = scene
    const shop = await openShop()
    const by = (key: string) => createMerchant(publicUrl, key)
    const told = async (orderNo: string) =>
      (await runInspect({ database: database.location }, orderNo)).out
    sandbox.paymax.pay(charge.chargeId)
    await sandbox.paymax.flushWebhooks()
    await reads({ status: 'paid' })
    await by(secrets.refund).refund('A-1', { amount: 1 })
    expect(await told('A-1')).toMatch(
      new RegExp(`refund requested {2}\\w+ of ${charge.chargeId} {2}by ${nameOf('refund')}$`, 'm'),
    )

    await by(secrets.order).placed({ orderNo: 'A-2', notifyUrl: shop.url })
    await by(secrets.all).amend('A-2', { subject: 'x' })
    await by(secrets.order).close('A-2')
    const { notifications } = (await by(secrets.read).notifications('?orderNo=A-2')).body
    for (const one of notifications) await by(secrets.order).resend(one.notificationId)
    expect(notifications).toHaveLength(1)
    const story = await told('A-2')
    expect(story).toContain(`order placed  by ${nameOf('order')}`)
    expect(story).toContain(`order amended  by ${nameOf('all')}`)
    expect(story).toContain(`order closed  by ${nameOf('order')}`)
    expect(story).toMatch(new RegExp(`resend requested {2}\\w+ {2}by ${nameOf('order')}`))
    const lines = log.join('')
    for (const words of ['order placed', 'order amended', 'order closed by the merchant']) {
      expect(lines).toMatch(new RegExp(`"key":"\\w+:[0-9a-f]{8}"[^\n]*"${words}"`))
    }
    for (const secret of Object.values(secrets)) {
      expect(story + (await told('A-1')) + lines).not.toContain(secret)
    }
  })
})

test.each(kinds)('amended again and again, an order keeps a bounded story: %s', async (kind) => {
  const database = await freshDatabase(kind)
  const opened = openDatabase(database.location)
  onTestFinished(async () => {
    await opened.db.destroy()
    await database.drop()
  })
  await migrate(opened)
  const repository = createRepository(opened.db)
  const { orderId, orderNo } = orderRow
  await repository.insertOrder(orderRow, 'all:0')
  for (let n = 0; n < 250; n += 1) {
    await repository.amendOrder(orderId, { subject: `no ${n}` }, t0 + n, 'order:1')
  }
  await repository.closeOrder(orderId, null, { at: t0 + 300, by: 'order:2' })
  const { out } = await runInspect({ database: database.location }, orderNo)
  const amended = out.match(/order amended {2}by order:1/g) ?? []
  expect(amended.length).toBeGreaterThan(50)
  expect(amended.length).toBeLessThan(250)
  expect(out).toContain('order placed  by all:0')
  // Each at its own time.
  expect(out).toContain(`${timeOf(t0 + 42)}  order amended  by order:1`)
  expect(out).toContain(`${timeOf(t0 + 300)}  order closed  by order:2`)
})
