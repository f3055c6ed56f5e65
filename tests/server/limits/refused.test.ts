/** What is refused is counted and told, and nothing of it is given away. */
import { describe, expect, test } from 'vitest'
import { createRefusals } from '../../../server/http/refusals'
import { openCheckout, type Checkout } from '../support/checkout'
import { opensPage } from '../support/navigate'
import { behindProxy, countStatuses, from } from '../support/from'

const here = from('203.0.113.7')

interface Line {
  readonly level: number
  readonly kind: string
  readonly route: string
  readonly address: string
  readonly leftOut: number
}

const told = ({ log }: Checkout) =>
  log
    .map((line) => JSON.parse(line) as Line & { msg: string })
    .filter(({ msg }) => msg === 'refused')
    .map(({ level, kind, route, address, leftOut }) => ({ level, kind, route, address, leftOut }))

const warn = 40

describe('wrong keys', () => {
  test('are counted by code, route and limit, and told once a minute with how many were left out', async () => {
    const checkout = await openCheckout('embedded', { ...behindProxy, LIMITS: 'guess=30' })
    const { phone, merchant, advance, freeze } = checkout
    freeze()
    const guess = (n: number) =>
      phone().get('api/merchant/orders', { authorization: `Bearer guess-${n}-of-many`, ...here })
    expect(await countStatuses(50, guess)).toEqual({ 401: 30, 429: 20 })
    const text = await merchant.metrics()
    const route = 'route="/pay/api/merchant/orders"'
    expect(text).toContain(`checkout_problems_total{code="unauthorized",${route}} 30`)
    expect(text).toContain(`checkout_problems_total{code="rate_limited",${route}} 20`)
    expect(text).toContain('checkout_limited_total{limit="guess"} 20')
    const lines = { level: warn, route: '/pay/api/merchant/orders', address: '203.0.113.7' }
    const unauthorized = { ...lines, kind: 'unauthorized /pay/api/merchant/orders' }
    const limit = { ...lines, kind: 'limit guess' }
    expect(told(checkout)).toEqual([
      { ...unauthorized, leftOut: 0 },
      { ...limit, leftOut: 0 },
    ])
    advance(60_000)
    await guess(50)
    expect(told(checkout).slice(2)).toEqual([{ ...unauthorized, leftOut: 29 }])
    expect(checkout.log.join('')).not.toContain('of-many')
  })
})

describe('forged webhooks', () => {
  test('are counted and told', async () => {
    const checkout = await openCheckout('embedded')
    const { publicUrl, merchant } = checkout
    const forge = () =>
      fetch(new URL('api/webhooks/paymax', publicUrl), {
        method: 'POST',
        headers: { sign: 'bm90IHNpZ25lZA==' },
        body: '{"forged":"by a stranger"}',
      })
    expect(await countStatuses(50, forge)).toEqual({ 401: 50 })
    expect(await merchant.metrics()).toContain(
      'checkout_problems_total{code="signature_invalid",route="/pay/api/webhooks/paymax"} 50',
    )
    expect(told(checkout)).toMatchObject([
      { level: warn, kind: 'signature_invalid /pay/api/webhooks/paymax', leftOut: 0 },
    ])
    expect(checkout.log.join('')).not.toContain('by a stranger')
  })
})

describe('what is counted', () => {
  test('says the route and never the address, so that no stranger makes a count of their own', async () => {
    const checkout = await openCheckout('embedded')
    const { phone, merchant, publicUrl } = checkout
    const stranger = phone()
    for (const n of [1, 2, 3]) {
      await stranger.get(`api/orders/order-of-somebody-${n}`)
      await stranger.get(`api/nothing-${n}`)
      await stranger.get(`api/orders/%ff${n}`)
      await fetch(new URL(`nothing-${n}`, publicUrl), { method: 'DELETE' })
    }
    const text = await merchant.metrics()
    const counted = text
      .split('\n')
      .filter((line) => /^checkout_problems_total\{.* [1-9]/.test(line))
    expect(counted.sort()).toEqual([
      'checkout_problems_total{code="invalid_request",route="none"} 3',
      'checkout_problems_total{code="not_found",route="/pay/*"} 3',
      'checkout_problems_total{code="not_found",route="none"} 3',
      'checkout_problems_total{code="order_not_found",route="/pay/api/orders/:orderId"} 3',
    ])
    expect(text + checkout.log.join('')).not.toContain('order-of-somebody')
  })

  test('is what is over a limit too, and a page that came plain for it', async () => {
    const checkout = await openCheckout('embedded', { ...behindProxy, LIMITS: 'payer=2,address=1' })
    const { phone, merchant, sandbox } = checkout
    const payer = phone(here)
    await payer.signedIn('checkout')
    await countStatuses(4, () => payer.get('api/options'))
    await countStatuses(2, () => phone(here).get('api/options'))
    const page = await opensPage(checkout.publicUrl, phone(), 'checkout?order=somebodys', here)
    expect(page.status).toBe(200)
    const text = await merchant.metrics()
    expect(text).toContain('checkout_limited_total{limit="payer"} 2')
    expect(text).toContain('checkout_limited_total{limit="address"} 2')
    expect(checkout.log.join('')).not.toContain(sandbox.wechat.holder.openid)
    expect(checkout.log.join('')).not.toContain('somebodys')
  })
})

test('a kind is told at once, whatever else is being told', () => {
  const lines: object[] = []
  const log = { info() {}, error() {}, warn: (fields: object) => void lines.push(fields) }
  const refusals = createRefusals(() => 0, log)
  for (const code of ['unauthorized', 'signature_invalid', 'unauthorized', 'order_paid'] as const) {
    refusals.answered(code, '/route', '203.0.113.7')
  }
  refusals.limited('payer', '/route', '203.0.113.7')
  expect(lines).toMatchObject([
    { kind: 'unauthorized /route' },
    { kind: 'signature_invalid /route' },
    { kind: 'limit payer' },
  ])
})
