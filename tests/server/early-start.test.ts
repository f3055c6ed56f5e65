import { describe, expect, test } from 'vitest'
import type { OpenedOrder } from '../../server/contract/checkout'
import type { Session } from '../../server/contract/session'
import { openCheckout, type Checkout } from './support/checkout'
import { askWith } from './support/navigate'
import { codeOf, type Phone } from './support/phone'

const wechatAgent = 'Mozilla/5.0 (Linux; Android 14; wv) Mobile Safari/537.36 MicroMessenger/8.0.49'
const navigation = {
  'user-agent': wechatAgent,
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
}

/** Opens a page as a browser does, with the cookies of a phone. */
function opens(
  { publicUrl }: Checkout,
  { cookies }: Phone,
  page: string,
  headers: Record<string, string> = navigation,
) {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return askWith(new URL(page, publicUrl), { ...headers, cookie })
}

const exchanges = ({ sandbox }: Checkout) => asked(sandbox, 'access_token')
const charges = ({ sandbox }: Checkout) => asked(sandbox, '/v1/charges')
function asked({ messages }: Checkout['sandbox'], path: string): number {
  return messages.list().filter((one) => one.path.includes(path)).length
}

const landingPage = (landing: { code?: string; state: string }) =>
  `oauth?${String(new URLSearchParams(landing))}`

describe('what the request for the landing begins', () => {
  test('WeChat is asked before the page asks, and the page’s own request finds the login', async () => {
    const checkout = await openCheckout('embedded')
    const payer = checkout.phone()
    const landing = await payer.comeBackFromWechat('checkout?item=coffee')
    await opens(checkout, payer, landingPage(landing))
    await expect.poll(() => exchanges(checkout)).toBe(1)
    const { status, body } = await payer.post<Session>('api/session', landing)
    expect([status, body.to, exchanges(checkout)]).toEqual([201, 'checkout?item=coffee', 1])
    expect((await payer.get('api/session')).body).toEqual({ signedIn: true })
  })

  test('where the sheet is to open by itself, the charge is made meanwhile, once', async () => {
    const checkout = await openCheckout('embedded')
    const payer = checkout.phone()
    const { orderId } = await checkout.merchant.placed({ autoPay: true })
    const landing = await payer.comeBackFromWechat(`checkout?order=${orderId}&auto=1`)
    await opens(checkout, payer, landingPage(landing))
    await expect.poll(() => charges(checkout)).toBe(1)
    const { body } = await payer.post<Session>('api/session', landing)
    expect(body.checkout?.charge?.jsApiParams.package).toMatch(/^prepay_id=/)
    expect(charges(checkout)).toBe(1)
  })

  test('what was begun long ago is not what the page is told: the order as it is by then is', async () => {
    const checkout = await openCheckout('embedded')
    const payer = checkout.phone()
    const placed = await checkout.merchant.placed({})
    const landing = await payer.comeBackFromWechat(`checkout?order=${placed.orderId}`)
    await opens(checkout, payer, landingPage(landing))
    await expect.poll(() => exchanges(checkout)).toBe(1)
    await checkout.merchant.close(placed.orderNo)
    checkout.advance(10_000)
    const { body } = await payer.post<Session>('api/session', landing)
    expect(body.checkout?.order.status).toBe('closed')
    expect(exchanges(checkout)).toBe(1)
  })

  test('a refusal is told to the page as if nothing had been begun', async () => {
    const checkout = await openCheckout('embedded')
    const payer = checkout.phone()
    const landing = { ...(await payer.comeBackFromWechat('checkout')), code: 'wrong' }
    await opens(checkout, payer, landingPage(landing))
    expect(codeOf(await payer.post('api/session', landing))).toBe('400 oauth_code_invalid')
  })
})

/** A whole landing after it: whatever had been begun before would be seen by then. @returns the exchanges of others */
async function exchangesBefore(checkout: Checkout): Promise<number> {
  await checkout.phone().signedIn('checkout')
  return exchanges(checkout) - 1
}

describe('nothing begins', () => {
  const others: Record<string, Record<string, string>> = {
    'a prefetch': { ...navigation, purpose: 'prefetch' },
    'a prerendering': { ...navigation, 'sec-purpose': 'prefetch;prerender' },
    'a script that asks for the page': { ...navigation, 'sec-fetch-mode': 'cors' },
    'a frame': { ...navigation, 'sec-fetch-dest': 'iframe' },
    'a browser that is no WeChat': { ...navigation, 'user-agent': 'Mozilla/5.0 Safari/537.36' },
    'a WeChat without a pay sheet': { ...navigation, 'user-agent': `${wechatAgent} WindowsWechat` },
    企业微信: { ...navigation, 'user-agent': `${wechatAgent} wxwork/4.1` },
    'a mini program': { ...navigation, 'user-agent': `${wechatAgent} miniProgram/wx1` },
  }

  test.each(Object.entries(others))('for %s', async (_who, headers) => {
    const checkout = await openCheckout('embedded')
    const payer = checkout.phone()
    const landing = await payer.comeBackFromWechat('checkout')
    await opens(checkout, payer, landingPage(landing), headers)
    expect(await exchangesBefore(checkout)).toBe(0)
  })

  test('for a browser that the state is not bound to, whether it has cookies of ours or none', async () => {
    const checkout = await openCheckout('embedded')
    const landing = await checkout.phone().comeBackFromWechat('checkout')
    const stranger = checkout.phone()
    await opens(checkout, stranger, landingPage(landing))
    await stranger.comeBackFromWechat('checkout')
    await opens(checkout, stranger, landingPage(landing))
    expect(await exchangesBefore(checkout)).toBe(0)
  })

  test('for HEAD', async () => {
    const checkout = await openCheckout('embedded')
    const payer = checkout.phone()
    const landing = await payer.comeBackFromWechat('checkout')
    const cookie = [...payer.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const { statusCode } = await checkout.backend.app.inject({
      method: 'HEAD',
      url: `/pay/${landingPage(landing)}`,
      headers: { ...navigation, cookie },
    })
    expect([statusCode, await exchangesBefore(checkout)]).toEqual([200, 0])
  })
})

describe('what the request for an order’s page begins, where its payer is signed in', () => {
  async function signedIn(checkout: Checkout): Promise<Phone> {
    const payer = checkout.phone()
    await payer.signedIn('checkout')
    return payer
  }

  test('the charge, where the sheet is to open by itself; one answer brings it', async () => {
    const checkout = await openCheckout('embedded')
    const payer = await signedIn(checkout)
    const { orderId } = await checkout.merchant.placed({ autoPay: true })
    await opens(checkout, payer, `checkout?order=${orderId}&auto=1`)
    await expect.poll(() => charges(checkout)).toBe(1)
    const opened = await payer.post<OpenedOrder>('api/checkout', { orderId, auto: true })
    expect(opened.body).toMatchObject({ signedIn: true, order: { orderId, status: 'processing' } })
    expect(opened.body.charge?.jsApiParams.package).toMatch(/^prepay_id=/)
    expect(charges(checkout)).toBe(1)
  })

  test.each([
    ['without a wish for the sheet', true, ''],
    ['that its merchant lets nobody pay untapped', false, '&auto=1'],
  ])('no charge for an order %s', async (_which, autoPay, auto) => {
    const checkout = await openCheckout('embedded')
    const payer = await signedIn(checkout)
    const { orderId } = await checkout.merchant.placed({ autoPay })
    await opens(checkout, payer, `checkout?order=${orderId}${auto}`)
    await checkout.phone().signedIn('checkout')
    const opened = await payer.post<OpenedOrder>('api/checkout', { orderId })
    expect(opened.body).toMatchObject({ signedIn: true, order: { orderId, status: 'unpaid' } })
    expect(charges(checkout)).toBe(0)
  })

  test('nobody’s charge is closed for it, the payer’s own neither', async () => {
    const checkout = await openCheckout('embedded', { CHARGE_REUSE: '60' })
    const payer = await signedIn(checkout)
    const { orderId } = await checkout.merchant.placed({ autoPay: true })
    await payer.post(`api/orders/${orderId}/charges`, {})
    checkout.advance(120_000)
    const before = checkout.sandbox.messages.list().length
    await opens(checkout, payer, `checkout?order=${orderId}&auto=1`)
    const opened = await payer.post<OpenedOrder>('api/checkout', { orderId, auto: true })
    expect(opened.body).not.toHaveProperty('charge')
    expect(checkout.sandbox.messages.list().length).toBe(before)
  })
})

describe('the order that comes with the page', () => {
  function orderIn(page: string): unknown {
    const [, json] = /<script type="application\/json" id="told">(.*?)<\/script>/s.exec(page) ?? []
    return json === undefined ? null : (JSON.parse(json) as { order: unknown }).order
  }

  async function placed(checkout: Checkout) {
    const { orderId } = await checkout.merchant.placed({ autoPay: true })
    return { orderId, target: `checkout?order=${orderId}&auto=1` }
  }

  test('is what its link tells anybody, on its own page and where its payer comes back from WeChat', async () => {
    const checkout = await openCheckout('embedded')
    const { orderId } = await placed(checkout)
    const payer = checkout.phone()
    const known = (await payer.get<object>(`api/orders/${orderId}`)).body
    const told = { ...known, now: expect.any(String) as string }
    const landing = await payer.comeBackFromWechat(`checkout?order=${orderId}`)
    const back = await opens(checkout, payer, landingPage(landing))
    const direct = await opens(checkout, checkout.phone(), `checkout?order=${orderId}`)
    expect([orderIn(back.body), orderIn(direct.body)]).toEqual([told, told])
  })

  test('says nothing of the payer: neither who it is nor what the sheet will take', async () => {
    const checkout = await openCheckout('embedded')
    const { orderId, target } = await placed(checkout)
    const payer = checkout.phone()
    const landing = await payer.comeBackFromWechat(target)
    const first = await opens(checkout, payer, landingPage(landing))
    await payer.post('api/session', landing)
    const second = await opens(checkout, payer, `checkout?order=${orderId}&auto=1`)
    for (const { body, headers } of [first, second]) {
      expect(body).not.toMatch(/prepay_id|paySign|oSandbox/)
      expect(body).not.toContain(checkout.sandbox.wechat.holder.openid)
      expect(headers.get('set-cookie')).toBeNull()
    }
  })

  test('is kept by no cache and no browser; a page without it is asked about each time', async () => {
    const checkout = await openCheckout('embedded')
    const { orderId } = await placed(checkout)
    const payer = checkout.phone()
    const pages = [
      await opens(checkout, payer, `checkout?order=${orderId}`),
      await opens(checkout, payer, 'checkout'),
    ]
    expect(pages.map(({ body }) => orderIn(body) !== null)).toEqual([true, false])
    const kept = pages.map(({ headers }) => headers.get('cache-control'))
    expect(kept).toEqual(['no-store', 'no-cache'])
  })

  test('does not come where it can no longer be paid, or is being paid', async () => {
    const checkout = await openCheckout('embedded')
    const [paying, closed] = [await placed(checkout), await checkout.merchant.placed({})]
    const payer = checkout.phone()
    await payer.signedIn('checkout')
    await payer.post(`api/orders/${paying.orderId}/charges`, {})
    await checkout.merchant.close(closed.orderNo)
    const pages = [
      await opens(checkout, payer, `checkout?order=${paying.orderId}`),
      await opens(checkout, payer, `checkout?order=${closed.orderId}`),
      await opens(checkout, payer, 'checkout?order=nobody'),
    ]
    expect(pages.map(({ status, body }) => [status, orderIn(body)])).toEqual([
      [200, null],
      [200, null],
      [200, null],
    ])
  })

  test('does not come with a landing in another browser', async () => {
    const checkout = await openCheckout('embedded')
    const { target } = await placed(checkout)
    const landing = await checkout.phone().comeBackFromWechat(target)
    const stranger = checkout.phone()
    await stranger.comeBackFromWechat('checkout')
    expect(orderIn((await opens(checkout, stranger, landingPage(landing))).body)).toBeNull()
  })

  test('does not come to who only fetches the page', async () => {
    const checkout = await openCheckout('embedded')
    const { orderId } = await placed(checkout)
    const page = `checkout?order=${orderId}`
    const asked = await opens(checkout, checkout.phone(), page, { 'user-agent': 'curl/8' })
    expect(orderIn(asked.body)).toBeNull()
  })
})

describe('one answer for login, order and charge', () => {
  test('tells a browser that is not signed in so, with the order and without a charge', async () => {
    const checkout = await openCheckout('embedded')
    const { orderId } = await checkout.merchant.placed({ autoPay: true })
    const opened = await checkout.phone().post<OpenedOrder>('api/checkout', { orderId, auto: true })
    expect(opened.body).toMatchObject({ signedIn: false, order: { orderId } })
    expect(opened.body).not.toHaveProperty('charge')
    expect(charges(checkout)).toBe(0)
  })

  test('makes the charge itself where nothing was begun, as behind a static host', async () => {
    const checkout = await openCheckout('embedded')
    const payer = checkout.phone()
    await payer.signedIn('checkout')
    const { orderId } = await checkout.merchant.placed({ autoPay: true })
    const opened = await payer.post<OpenedOrder>('api/checkout', { orderId, auto: true })
    expect(opened.body.charge?.jsApiParams.package).toMatch(/^prepay_id=/)
  })

  test('knows no order that is none', async () => {
    const { phone } = await openCheckout('embedded')
    for (const orderId of ['nobody', 'an order & more', '%']) {
      const answer = await phone().post('api/checkout', { orderId })
      expect(codeOf(answer)).toBe('404 order_not_found')
    }
  })

  test('is for the checkout’s own pages', async () => {
    const { phone } = await openCheckout('embedded')
    const foreign = { origin: 'https://elsewhere.example' }
    const answer = await phone().post('api/checkout', { orderId: 'x' }, foreign)
    expect(codeOf(answer)).toBe('403 forbidden_origin')
  })
})
