import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Charge } from '../../../server/contract/charges'
import type { Order } from '../../../server/contract/orders'
import type { Payment } from '../../../server/contract/payment'
import { openCheckout, type Checkout } from '../support/checkout'
import { codeOf, type Phone } from '../support/phone'
import { chosenSeed, runsPerRound } from './runs'

const oldSecret = 'the secret of last year '.repeat(2)
const newSecret = 'the secret of this year '.repeat(2)
/** One checkout, started again: a cookie is bound to its address. */
const PUBLIC_URL = 'http://127.0.0.1:8787/pay/'

async function isSignedIn(phone: Phone): Promise<boolean> {
  return (await phone.get<{ signedIn: boolean }>('api/session')).body.signedIn
}

/** Another browser with a copy of the cookies. */
function copyOf({ cookies }: Phone, checkout: Checkout): Phone {
  const thief = checkout.phone()
  for (const [name, value] of cookies) thief.cookies.set(name, value)
  return thief
}

async function twoPayers(checkout: Checkout): Promise<[Phone, Phone]> {
  const [first, second] = [checkout.phone(), checkout.phone()]
  await first.signedIn('checkout')
  const [, other] = checkout.sandbox.payers
  if (other) checkout.sandbox.wechat.holder = other
  await second.signedIn('checkout')
  return [first, second]
}

describe('a cookie', () => {
  test('that was changed in any bit is no login', async () => {
    const checkout = await openCheckout('embedded')
    const payer = checkout.phone()
    await payer.signedIn('checkout')
    const [[name, value] = ['', '']] = payer.cookies
    const [sealed = '', nonce = ''] = decodeURIComponent(value).split(';')
    const bytes = [Buffer.from(sealed, 'base64'), Buffer.from(nonce, 'base64')] as const
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(0, 1), fc.nat(), fc.nat(7), async (part, at, bit) => {
        const altered = bytes.map((one) => Buffer.from(one))
        const [chosen] = altered.slice(part)
        if (chosen) chosen[at % chosen.length] = (chosen[at % chosen.length] ?? 0) ^ (1 << bit)
        const text = altered.map((one) => one.toString('base64')).join(';')
        const { statusCode, body } = await checkout.backend.app.inject({
          url: '/pay/api/session',
          headers: { cookie: `${name}=${encodeURIComponent(text)}` },
        })
        expect(`${statusCode} ${body}`).toBe('200 {"signedIn":false}')
      }),
      { numRuns: runsPerRound * 2, seed: chosenSeed },
    )
  })

  test('with the halves of two logins is neither', async () => {
    const checkout = await openCheckout('embedded')
    const [first, second] = await twoPayers(checkout)
    const [[name, value] = ['', '']] = first.cookies
    const [sealed] = decodeURIComponent(value).split(';')
    const [, nonce] = decodeURIComponent(second.cookies.get(name) ?? '').split(';')
    first.cookies.set(name, encodeURIComponent(`${sealed ?? ''};${nonce ?? ''}`))
    expect(await isSignedIn(first)).toBe(false)
  })

  test('that is played again when the login has run out is no login', async () => {
    const checkout = await openCheckout('embedded', { SESSION_TTL: '900' })
    const payer = checkout.phone()
    await payer.signedIn('checkout')
    const copy = copyOf(payer, checkout)
    checkout.advance(901_000)
    expect(await isSignedIn(copy)).toBe(false)
    expect(codeOf(await copy.post('api/orders', { item: 'cake' }))).toBe('401 login_required')
  })

  test('from before a new secret is a login while the old secret is kept', async () => {
    const before = await openCheckout('embedded', { PUBLIC_URL, SESSION_SECRET: oldSecret })
    const payer = before.phone()
    await payer.signedIn('checkout')
    const after = await openCheckout('embedded', {
      PUBLIC_URL,
      SESSION_SECRET: `${newSecret},${oldSecret}`,
    })
    const copy = copyOf(payer, after)
    expect(await isSignedIn(copy)).toBe(true)
    expect([...copy.cookies.values()]).not.toEqual([...payer.cookies.values()])
  })

  test('from before a new secret, sealed anew, outlives the old secret', async () => {
    const before = await openCheckout('embedded', { PUBLIC_URL, SESSION_SECRET: oldSecret })
    const payer = before.phone()
    await payer.signedIn('checkout')
    const during = await openCheckout('embedded', {
      PUBLIC_URL,
      SESSION_SECRET: `${newSecret},${oldSecret}`,
    })
    const renewed = copyOf(payer, during)
    await isSignedIn(renewed)
    const after = await openCheckout('embedded', { PUBLIC_URL, SESSION_SECRET: newSecret })
    expect(await isSignedIn(copyOf(renewed, after))).toBe(true)
  })

  test('from before a new secret is no login once the old secret is dropped', async () => {
    const before = await openCheckout('embedded', { PUBLIC_URL, SESSION_SECRET: oldSecret })
    const payer = before.phone()
    await payer.signedIn('checkout')
    const after = await openCheckout('embedded', { PUBLIC_URL, SESSION_SECRET: newSecret })
    expect(await isSignedIn(copyOf(payer, after))).toBe(false)
  })

  test('of another browser does not make its sign-in ours', async () => {
    const checkout = await openCheckout('embedded')
    const [victim, attacker] = [checkout.phone(), checkout.phone()]
    const landing = await attacker.comeBackFromWechat('checkout')
    await victim.comeBackFromWechat('checkout')
    const answer = await victim.post('api/session', landing)
    expect(codeOf(answer)).toBe('403 oauth_state_mismatch')
    expect(await isSignedIn(victim)).toBe(false)
  })
})

describe('a payer at the order of another', () => {
  test('is never handed the pay sheet of the other', async () => {
    const checkout = await openCheckout('embedded')
    const [first, second] = await twoPayers(checkout)
    const { orderId } = await checkout.merchant.placed()
    const own = await first.post<Charge>(`api/orders/${orderId}/charges`, {})
    const others = await second.post<Partial<Charge>>(`api/orders/${orderId}/charges`, {})
    expect(others.body.chargeId).not.toBe(own.body.chargeId)
    expect(JSON.stringify(others.body)).not.toContain(own.body.jsApiParams.package)
  })

  test('reads nothing of the charge of the other', async () => {
    const checkout = await openCheckout('embedded')
    const [first, second] = await twoPayers(checkout)
    const { orderId } = await checkout.merchant.placed()
    await first.post<Charge>(`api/orders/${orderId}/charges`, {})
    const { body } = await second.get<Payment>(`api/orders/${orderId}/payment`)
    expect(body.mine).toBeNull()
  })

  test('does not come to it by the idempotency key of the other', async () => {
    const checkout = await openCheckout('embedded')
    const [first, second] = await twoPayers(checkout)
    const key = { 'idempotency-key': 'the same key' }
    const own = await first.post<Order>('api/orders', { amount: 100 }, key)
    const others = await second.post<Order>('api/orders', { amount: 100 }, key)
    expect([own.status, others.status]).toEqual([201, 201])
    expect(others.body.orderId).not.toBe(own.body.orderId)
  })

  test('has to sign in again when only the cookie of nobody is left', async () => {
    const checkout = await openCheckout('embedded')
    const { orderId } = await checkout.merchant.placed()
    const stranger = checkout.phone()
    const answer = await stranger.post(`api/orders/${orderId}/charges`, {})
    expect(codeOf(answer)).toBe('401 login_required')
  })
})
