import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { ErrorCode } from '../../server/contract/problems'
import { CheckoutError } from '../../server/contract/errors'
import { explain, notPaid } from '../../server/locales/failures'
import { openBreakable } from './faults/breakable'
import { openCheckout, type Checkout } from './support/checkout'
import { kinds } from './support/databases'
import { askWith } from './support/navigate'
import { codeOf, type Answer } from './support/phone'

const headingOf = (code: ErrorCode) => explain(new CheckoutError(code, '')).zh.heading

/** As a WebView asks for what is to fill its window; the old ones do not say the second. */
const navigations = [
  { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' },
  { accept: 'text/html,*/*;q=0.8', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
]

/** A person opens an address of ours. */
function open({ publicUrl }: Checkout, path: string, headers: Record<string, string> = {}) {
  return askWith(new URL(path, publicUrl), { ...navigations[1], ...headers })
}

/** The page's heading and whether it offers to try again; fails for what is no page. */
function shownBy({ headers, body }: Answer<string>) {
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(body).toContain(notPaid.zh)
  expect(body).toContain(notPaid.en)
  const [, heading] = /<h1>(.*?)<\/h1>/.exec(body) ?? []
  return { heading, again: body.includes('<a href="">') }
}

describe('a person who is led to what fails', () => {
  test.each(navigations)('reads a page, not a problem document: %j', async (headers) => {
    const { publicUrl } = await openCheckout('embedded')
    const to = encodeURIComponent('https://evil.example')
    const answer = await askWith(new URL(`api/oauth/authorize?to=${to}`, publicUrl), headers)
    expect(answer.status).toBe(400)
    expect(shownBy(answer)).toEqual({ heading: headingOf('invalid_target'), again: false })
    expect(answer.body).toContain('invalid_target')
    expect(answer.body).not.toContain('evil.example')
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('reads of what went wrong inside nothing but that it did', async () => {
    const checkout = await openCheckout('embedded')
    checkout.backend.payments.repository.orderWithLastCharge = () =>
      Promise.reject(new Error('secret of the inside'))
    const answer = await open(checkout, 'api/orders/x')
    expect(answer.status).toBe(500)
    expect(shownBy(answer)).toEqual({ heading: headingOf('internal_error'), again: true })
    expect(answer.body).not.toContain('secret')
  })

  test('reads that they were too fast, and may try again', async () => {
    const checkout = await openCheckout('embedded')
    const payer = checkout.phone()
    await payer.signedIn('checkout')
    await Promise.all(Array.from({ length: 250 }, () => payer.get('api/options')))
    const cookie = [...payer.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await open(checkout, 'api/oauth/authorize?to=checkout', { cookie })
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(shownBy(answer)).toEqual({ heading: headingOf('rate_limited'), again: true })
  })

  test.each(kinds)('reads that the %s database is gone, and may try again', async (kind) => {
    const { checkout, breakIt } = await openBreakable(kind)
    const userAgent = 'Mozilla/5.0 (Linux; Android 14; wv) Mobile MicroMessenger/8.0.49'
    const path = 'api/oauth/authorize?to=checkout'
    const mend = await breakIt('gone')
    const answer = await open(checkout, path, { 'user-agent': userAgent })
    expect(answer.status).toBe(503)
    expect(shownBy(answer)).toEqual({ heading: headingOf('not_ready'), again: true })
    await mend()
    const after = await open(checkout, path, { 'user-agent': userAgent })
    expect(after.headers.get('location')).toContain('/connect/oauth2/authorize')
  })

  test.each(['api/nothing', 'assets/nothing.js', 'api/oauth/authorize?to=%ff', 'api/orders/%ff'])(
    'to an address that is none reads a page: %s',
    async (path) => {
      const answer = await open(await openCheckout('embedded'), path)
      expect([400, 404]).toContain(answer.status)
      expect(shownBy(answer).heading).toBe(headingOf('invalid_target'))
    },
  )
})

test.each([
  {},
  { accept: 'application/json' },
  { accept: 'application/problem+json, text/html;q=0.5' },
  { accept: 'text/html', 'sec-fetch-mode': 'cors' },
])('a client reads a problem document: %j', async (headers) => {
  const { publicUrl } = await openCheckout('embedded')
  const answer = await askWith(new URL('api/oauth/authorize?to=nowhere', publicUrl), headers)
  expect(answer.status).toBe(400)
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  expect(JSON.parse(answer.body)).toMatchObject({ code: 'invalid_target', status: 400 })
})

test('what changes something answers with a problem document, whatever is accepted', async () => {
  const { phone } = await openCheckout('embedded')
  const answer = await phone().post('api/session', {}, { accept: 'text/html' })
  expect(codeOf(answer)).toBe('400 invalid_request')
})

test('the page is under a policy that names its own style, and nobody may frame it', async () => {
  const { headers, body } = await open(await openCheckout('embedded'), 'api/nothing')
  const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(body) ?? []
  const hash = createHash('sha256').update(style).digest('base64')
  const policy = headers.get('content-security-policy')
  expect(style).toContain('prefers-color-scheme: dark')
  expect(policy).toContain(`style-src 'sha256-${hash}';`)
  expect(policy).toContain("default-src 'none';")
  expect(policy).not.toContain('script-src')
  expect(policy).toContain("frame-ancestors 'none'")
  expect(headers.get('x-frame-options')).toBe('DENY')
})
