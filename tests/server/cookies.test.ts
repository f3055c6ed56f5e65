import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cookieName } from '../../server/http/cookies'
import { openCheckout, type Checkout } from './support/checkout'
import { kinds } from './support/databases'
import { codeOf, type Phone } from './support/phone'

const nameAt = (address: string) => {
  const publicUrl = new URL(address)
  return cookieName({ publicUrl, basePath: publicUrl.pathname })
}

describe('the cookie’s name', () => {
  test.each([
    ['http://localhost/pay/', 'checkout-pay'],
    ['http://localhost/', 'checkout'],
    ['https://pay.example.com/pay/', '__Host-checkout-pay'],
    ['https://pay.example.com/', '__Host-checkout'],
    ['https://pay.example.com/a/b/', '__Host-checkout-a_2fb'],
    ['https://pay.example.com/a-b/', '__Host-checkout-a_2db'],
    ['https://pay.example.com/a_b/', '__Host-checkout-a_5fb'],
    ['https://pay.example.com/a_2fb/', '__Host-checkout-a_5f2fb'],
    ['https://pay.example.com/A/', '__Host-checkout-A'],
  ])('%s: %s', (address, name) => {
    expect(nameAt(address)).toBe(name)
  })

  test('is one directory’s alone', () => {
    const segment = fc.string({ unit: fc.constantFrom('a', 'B', '2', 'f', '-', '_', '~', '.') })
    const directory = fc
      .array(
        segment.filter((one) => !/^\.{0,2}$/.test(one)),
        { maxLength: 3 },
      )
      .map((parts) => ['', ...parts, ''].join('/'))
    fc.assert(
      fc.property(directory, directory, (one, other) => {
        const [first, second] = [nameAt(`https://x.test${one}`), nameAt(`https://x.test${other}`)]
        expect(first === second).toBe(one === other)
        expect(first).toMatch(/^__Host-checkout(-[A-Za-z0-9_]+)?$/)
      }),
    )
  })
})

async function isSignedIn(phone: Phone, headers?: Record<string, string>): Promise<boolean> {
  return (await phone.get<{ signedIn: boolean }>('api/session', headers)).body.signedIn
}

/** Another browser with a copy of the cookies, under the name they have there. */
function copyOf({ cookies }: Phone, checkout: Checkout): Phone {
  const thief = checkout.phone()
  const name = nameAt(checkout.environment['PUBLIC_URL'] ?? '')
  for (const value of cookies.values()) thief.cookies.set(name, value)
  return thief
}

const addresses = ['http://127.0.0.1:8787/pay/', 'https://pay.example.com/pay/'] as const

describe.each(addresses)('at %s our cookie', (PUBLIC_URL) => {
  describe.each(kinds)('(%s)', (kind) => {
    test('twice in one request is nobody’s login, whichever comes first', async () => {
      const checkout = await openCheckout(kind, { PUBLIC_URL })
      const { orderId } = await checkout.merchant.placed()
      const payer = checkout.phone()
      await payer.signedIn('checkout')
      expect(await isSignedIn(payer)).toBe(true)
      const [[name, own] = ['', '']] = payer.cookies
      payer.cookies.clear()
      const withCookie = (cookie: string) => ({ cookie })
      expect(await isSignedIn(payer, withCookie(`${name}=${own}`))).toBe(true)
      for (const twice of [
        `${name}=${own}; ${name}=${own}`,
        `${name}=${own}; ${name}=evil`,
        `${name}=evil; ${name}=${own}`,
        `${name}=; ${name}=${own}`,
        `a=b; ${name}=${own};${name} =evil; c=d`,
        `${name}=${own}; ${name}=1; ${name}=2`,
      ]) {
        expect(await isSignedIn(payer, withCookie(twice))).toBe(false)
        const charge = await payer.post(`api/orders/${orderId}/charges`, {}, withCookie(twice))
        expect(codeOf(charge)).toBe('401 login_required')
        const page = await payer.get<string>(`checkout?order=${orderId}&auto=1`, withCookie(twice))
        expect(page.status).toBe(200)
      }
      expect(await isSignedIn(payer, withCookie(`x${name}=evil; ${name}=${own}; ${name}`))).toBe(
        true,
      )
      expect(checkout.sandbox.paymax.charges()).toEqual([])
    })

    test('twice in one request does not finish a landing either', async () => {
      const checkout = await openCheckout(kind, { PUBLIC_URL })
      const payer = checkout.phone()
      const landing = await payer.comeBackFromWechat('checkout')
      const [[name, own] = ['', '']] = payer.cookies
      payer.cookies.clear()
      const twice = { cookie: `${name}=${own}; ${name}=evil` }
      expect(codeOf(await payer.post('api/session', landing, twice))).toBe(
        '403 oauth_state_mismatch',
      )
    })

    test('from a checkout with the same secret elsewhere is no login', async () => {
      const SESSION_SECRET = 'one secret for production and the sandbox'
      const here = await openCheckout(kind, { PUBLIC_URL, SESSION_SECRET })
      const payer = here.phone()
      await payer.signedIn('checkout')
      const again = await openCheckout(kind, { PUBLIC_URL, SESSION_SECRET })
      expect(await isSignedIn(copyOf(payer, again))).toBe(true)
      for (const changed of [
        { PUBLIC_URL: 'https://test.example.com/pay/' },
        { PUBLIC_URL: PUBLIC_URL.replace('/pay/', '/pay2/') },
        { WECHAT_APP_ID: 'wx0000000000000000' },
      ]) {
        const other = await openCheckout(kind, { PUBLIC_URL, SESSION_SECRET, ...changed })
        expect(await isSignedIn(copyOf(payer, other))).toBe(false)
      }
    })
  })
})
