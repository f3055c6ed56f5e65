/** Who counts: a signed-in payer and a key for themselves, everybody else by address. */
import { describe, expect, test } from 'vitest'
import { openCheckout } from '../support/checkout'
import { kinds } from '../support/databases'
import { behindProxy, countStatuses, from } from '../support/from'
import { codeOf } from '../support/phone'

const few = 'payer=8,address=6,authorize=5,landing=4,key=9,guess=3'
const withFew = { ...behindProxy, LIMITS: few }
const here = from('203.0.113.7')
const there = from('203.0.113.8')

const authorize = 'api/oauth/authorize?to=checkout'

describe.each(kinds)('a stranger, on the %s database', (kind) => {
  test('begins no more sign-ins with cookies than without', async () => {
    const { phone } = await openCheckout(kind, withFew)
    const fresh = await countStatuses(7, () => phone().get(authorize, here))
    expect(fresh).toEqual({ 302: 5, 429: 2 })
    const one = phone()
    expect(await countStatuses(7, () => one.get(authorize, there))).toEqual({ 302: 5, 429: 2 })
    const refused = await one.get(authorize, there)
    expect(codeOf(refused)).toBe('429 rate_limited')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  test('with a cookie of ours counts by address, however many they bring', async () => {
    const { phone } = await openCheckout(kind, withFew)
    const browsers = [phone(), phone(), phone()]
    for (const browser of browsers) await browser.get(authorize, here)
    const asked = await countStatuses(9, (n) =>
      (browsers[n % 3] ?? phone()).get('api/options', here),
    )
    expect(asked).toEqual({ 200: 6, 429: 3 })
    expect((await phone().get('api/options', there)).status).toBe(200)
  })

  test('who is at an end with lookups, keys and made-up states shuts out no first-time payer behind the same address', async () => {
    const { merchant, phone } = await openCheckout(kind, withFew)
    const { orderId } = await merchant.placed()
    const noise = phone()
    await noise.get(authorize, here)
    const wrongKey = { authorization: 'Bearer guess', ...here }
    await countStatuses(4, () => noise.get('api/merchant/orders', wrongKey))
    await countStatuses(8, () => noise.get('api/nothing', here))
    await countStatuses(8, (n) =>
      noise.post('api/session', { state: `made-up-${n}`, code: 'c' }, here),
    )
    expect((await noise.get('api/options', here)).status).toBe(429)
    const payer = phone(here)
    const landed = await payer.signIn(`checkout?order=${orderId}`)
    expect(landed.status).toBe(201)
    expect((await payer.post(`api/orders/${orderId}/charges`, {})).status).toBe(201)
  })

  test('has no more of one sign-in than its own few calls, and takes none from another', async () => {
    const { phone } = await openCheckout(kind, withFew)
    const noise = phone(here)
    const landing = await noise.comeBackFromWechat('checkout')
    const other = phone(here)
    const others = await other.comeBackFromWechat('checkout')
    const again = await countStatuses(7, (n) =>
      noise.post('api/session', { ...landing, code: `made-up-${n}` }),
    )
    expect(again).toMatchObject({ 429: 3 })
    expect((await other.post('api/session', others)).status).toBe(201)
  })

  test('with a state of another browser, or an old one, counts by address', async () => {
    const { phone, advance } = await openCheckout(kind, withFew)
    const [payer, thief] = [phone(here), phone(there)]
    const landing = await payer.comeBackFromWechat('checkout')
    await thief.comeBackFromWechat('checkout')
    const stolen = await countStatuses(8, () => thief.post('api/session', landing))
    expect(stolen).toEqual({ 403: 6, 429: 2 })
    advance(11 * 60_000)
    const old = await countStatuses(8, () => payer.post('api/session', landing))
    expect(old).toEqual({ 403: 6, 429: 2 })
  })
})

describe('who signed in', () => {
  test('leaves the account of the address, and has one wherever they are', async () => {
    const { phone } = await openCheckout('embedded', withFew)
    const payer = phone(here)
    await payer.signedIn('checkout')
    await countStatuses(7, () => phone().get('api/options', here))
    expect(await countStatuses(5, () => payer.get('api/options'))).toEqual({ 200: 5 })
    expect(await countStatuses(5, () => payer.get('api/options', there))).toEqual({
      200: 3,
      429: 2,
    })
  })

  test('is anybody again when the login has run out, but for signing in anew', async () => {
    const { phone, advance } = await openCheckout('embedded', { ...withFew, SESSION_TTL: '60' })
    const payer = phone(here)
    await payer.signedIn('checkout')
    advance(120_000)
    expect(await countStatuses(8, () => payer.get('api/options'))).toEqual({ 200: 6, 429: 2 })
    await countStatuses(7, () => phone().get(authorize, here))
    expect((await payer.get(authorize)).status).toBe(302)
  })
})

describe('a minute later', () => {
  test('all of it is there again', async () => {
    const { phone, advance, freeze } = await openCheckout('embedded', withFew)
    freeze()
    await countStatuses(7, () => phone().get('api/options', here))
    advance(59_999)
    expect((await phone().get('api/options', here)).status).toBe(429)
    advance(1)
    expect(await countStatuses(7, () => phone().get('api/options', here))).toEqual({
      200: 6,
      429: 1,
    })
  })
})

describe('an address', () => {
  test.each([
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['::ffff:203.0.113.9', '203.0.113.9', true],
    ['::ffff:cb00:7109', '203.0.113.9', true],
    ['203.0.113.9', '203.0.113.10', false],
  ])('%s and %s are one: %s', async (first, second, isOne) => {
    const { phone } = await openCheckout('embedded', withFew)
    await countStatuses(6, () => phone().get('api/options', from(first)))
    const { status } = await phone().get('api/options', from(second))
    expect(status).toBe(isOne ? 429 : 200)
  })

  test('that nobody is trusted to tell is not believed', async () => {
    const { phone } = await openCheckout('embedded', { LIMITS: few })
    const asked = await countStatuses(8, (n) => phone().get('api/options', from(`198.51.100.${n}`)))
    expect(asked).toEqual({ 200: 6, 429: 2 })
  })
})

describe('a key', () => {
  const right = { authorization: 'Bearer merchant-key-of-the-tests' }
  const list = 'api/merchant/orders'

  test('counts for itself, wherever it is used', async () => {
    const { phone } = await openCheckout('embedded', withFew)
    const asked = await countStatuses(11, (n) =>
      phone().get(list, { ...right, ...from(`198.51.100.${n}`) }),
    )
    expect(asked).toEqual({ 200: 9, 429: 2 })
  })

  test('is compared with nothing any more where too many were tried: not even the right one is found', async () => {
    const { phone } = await openCheckout('embedded', withFew)
    const guess = (n: number) => ({ authorization: `Bearer guess-${n}`, ...here })
    expect(await countStatuses(5, (n) => phone().get(list, guess(n)))).toEqual({ 401: 3, 429: 2 })
    expect((await phone().get(list, { ...right, ...here })).status).toBe(429)
    expect((await phone().get(list, { ...right, ...there })).status).toBe(200)
  })

  test('that is tried at another call is tried all the same', async () => {
    const { phone } = await openCheckout('embedded', withFew)
    const guess = (n: number) => ({ authorization: `bearer guess-${n}`, ...here })
    expect(await countStatuses(5, (n) => phone().get('api/options', guess(n)))).toEqual({
      200: 3,
      429: 2,
    })
  })

  test('of the metrics is no guess', async () => {
    const key = 'metrics-key-of-the-tests'
    const { phone } = await openCheckout('embedded', { ...withFew, METRICS_API_KEY: key })
    const headers = { authorization: `Bearer ${key}`, ...here }
    expect(await countStatuses(5, () => phone().get('api/metrics', headers))).toEqual({ 200: 5 })
  })
})

test('health is never refused', async () => {
  const { phone } = await openCheckout('embedded', withFew)
  await countStatuses(7, () => phone().get('api/options', here))
  for (const path of ['api/healthz', 'api/readyz']) {
    expect(await countStatuses(12, () => phone().get(path, here))).toEqual({ 200: 12 })
  }
})

test.each(['api/nothing', 'nothing.js', 'api/orders/nobody'])(
  'an address that leads nowhere counts as well: %s',
  async (path) => {
    const { phone } = await openCheckout('embedded', withFew)
    expect(await countStatuses(8, () => phone().get(path, here))).toEqual({ 404: 6, 429: 2 })
  },
)
