import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import type { Problem } from '../../server/contract/problems'
import { openCheckout } from './support/checkout'
import { codeOf } from './support/phone'

describe('what leaves the backend', () => {
  test('a failure is always problem+json with a stable code', async () => {
    const { phone } = await openCheckout('embedded')
    const answer = await phone().get<Problem>('api/orders/nobody')
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    expect(answer.body).toEqual({
      type: 'urn:checkout:problem:order_not_found',
      title: 'Order not found',
      status: 404,
      detail: 'No such order.',
      code: 'order_not_found',
    })
  })

  test.each([
    ['api/nothing', '404 not_found'],
    ['api/orders/%ff', '400 invalid_request'],
    ['assets/nothing.js', '404 not_found'],
  ])('an address that leads nowhere says so: %s', async (path, code) => {
    const { phone } = await openCheckout('embedded')
    expect(codeOf(await phone().get(path))).toBe(code)
  })

  test.each([
    ['{', '400 invalid_request'],
    ['', '400 invalid_request'],
    ['[]', '400 invalid_request'],
    ['null', '400 invalid_request'],
    ['{"__proto__":{"a":1}}', '400 invalid_request'],
    [`{"state":"${'x'.repeat(70_000)}"}`, '413 payload_too_large'],
  ])('a body that is no request is refused: %.20s', async (body, code) => {
    const { publicUrl } = await openCheckout('embedded')
    const headers = { 'content-type': 'application/json', origin: publicUrl.origin }
    const answer = await fetch(new URL('api/session', publicUrl), { method: 'POST', headers, body })
    const problem = (await answer.json()) as Problem
    expect(`${answer.status} ${problem.code}`).toBe(code)
  })

  test('an error of ours tells nothing of its inside', async () => {
    const { backend, phone, log } = await openCheckout('embedded')
    backend.payments.repository.orderWithLastCharge = () =>
      Promise.reject(new Error('secret of the inside'))
    const answer = await phone().get('api/orders/x')
    expect(codeOf(answer)).toBe('500 internal_error')
    expect(JSON.stringify(answer.body)).not.toContain('secret of the inside')
    expect(log.join('')).toContain('secret of the inside')
  })

  test('no secret is logged in a whole payment', async () => {
    const { sandbox, merchant, phone, log } = await openCheckout('embedded')
    const { orderId } = await merchant.placed()
    const payer = phone()
    const { code } = await payer.comeBackFromWechat('checkout')
    await payer.signedIn(`checkout?order=${orderId}`)
    await payer.post(`api/orders/${orderId}/charges`, {})
    sandbox.paymax.pay(sandbox.paymax.charges()[0]?.id ?? '')
    await payer.get(`api/orders/${orderId}/payment`)
    const logged = log.join('')
    for (const secret of [
      sandbox.wechat.appSecret,
      sandbox.paymax.secretKey,
      sandbox.wechat.holder.openid,
      code ?? 'no code',
    ]) {
      expect(logged).not.toContain(secret)
    }
  })
})

describe('calls that change something', () => {
  test.each([
    [{ origin: 'https://evil.example' }, '403 forbidden_origin'],
    [{ origin: 'null' }, '403 forbidden_origin'],
    [{ 'content-type': 'text/plain' }, '415 unsupported_media_type'],
    [{ 'content-type': 'application/x-www-form-urlencoded' }, '415 unsupported_media_type'],
  ])('are for our own pages and JSON alone: %j', async (headers, code) => {
    const { phone } = await openCheckout('embedded')
    expect(codeOf(await phone().post('api/session', { state: 'x' }, headers))).toBe(code)
  })

  test('refused to another origin, say where they may come from, whatever the Host header says', async () => {
    const { phone, publicUrl } = await openCheckout('embedded')
    const headers = { origin: 'https://www.example.com', host: 'www.example.com' }
    const { body } = await phone().post('api/session', { state: 'x' }, headers)
    expect(body).toMatchObject({ code: 'forbidden_origin', publicUrl: String(publicUrl) })
    for (const page of ['checkout', 'receipt?out_trade_no=N']) {
      const html = (await phone().get<string>(page, { host: 'www.example.com' })).body
      expect(html).toContain(`<head>\n    <meta id="public-url" content="${String(publicUrl)}" />`)
    }
  })

  test('are refused without an Origin', async () => {
    const { publicUrl } = await openCheckout('embedded')
    const headers = { 'content-type': 'application/json' }
    const init = { method: 'POST', headers, body: '{"state":"x"}' }
    expect((await fetch(new URL('api/session', publicUrl), init)).status).toBe(403)
  })

  test('a cookie that was altered is no login', async () => {
    const { phone } = await openCheckout('embedded')
    const payer = phone()
    await payer.signedIn('checkout')
    for (const [name, value] of payer.cookies) {
      payer.cookies.set(name, value.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')).slice(3))
    }
    expect((await payer.get('api/session')).body).toEqual({ signedIn: false })
  })

  test('a payer who asks without end is told to slow down', async () => {
    const { phone } = await openCheckout('embedded')
    const payer = phone()
    await payer.signedIn('checkout')
    const answers = await Promise.all(Array.from({ length: 260 }, () => payer.get('api/options')))
    const refused = answers.find((answer) => answer.status === 429)
    expect(refused && codeOf(refused)).toBe('429 rate_limited')
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await phone().get('api/options')).status).toBe(200)
  })
})

describe('the page', () => {
  test('is under a policy that names its inline code, and lets the bridge’s frames through', async () => {
    const { phone } = await openCheckout('embedded')
    const { headers } = await phone().get('checkout')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/script-src 'self' 'sha256-[A-Za-z0-9+/]{43}='/)
    expect(policy).toContain('frame-src weixin:')
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('cache-control')).toBe('no-cache')
    expect(headers.get('referrer-policy')).toBe('strict-origin')
  })

  test.each([
    ['', '/pay/'],
    ['?order=1', '/pay/?order=1'],
    ['/checkout/?order=1', '/pay/checkout?order=1'],
    ['/checkout/deeper?order=1', '/pay/checkout?order=1'],
    ['//evil', '/pay/'],
  ])('an address off its level leads back to it: /pay%s', async (path, to) => {
    const { publicUrl } = await openCheckout('embedded')
    const answer = await fetch(`${publicUrl.origin}/pay${path}`, { redirect: 'manual' })
    expect([302, 308]).toContain(answer.status)
    expect(answer.headers.get('location')).toBe(to)
  })

  test('that WeChat frames after a payment may be framed by WeChat and nobody else', async () => {
    const { phone } = await openCheckout('embedded')
    const { headers, body } = await phone().get<string>('receipt?out_trade_no=1')
    const policy = headers.get('content-security-policy') ?? ''
    expect(body).toContain('<title>receipt</title>')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toMatch(/script-src 'sha256-[A-Za-z0-9+/]{43}=';/)
    expect(policy).toMatch(/frame-ancestors https:\/\/payapp\.weixin\.qq\.com$/)
    expect(headers.has('x-frame-options')).toBe(false)
    expect(headers.get('cache-control')).toBe('no-cache')
  })

  test.each(['checkout', 'success?order=1', 'receiptless', 'api/receipts?out_trade_no=1'])(
    'may be framed by nobody: %s',
    async (path) => {
      const { phone } = await openCheckout('embedded')
      const { headers } = await phone().get(path)
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(headers.get('x-frame-options')).toBe('DENY')
    },
  )

  test.each(['', 'checkout', 'oauth?code=c&state=s', 'success?order=1', 'wechat'])(
    'is served at %j',
    async (path) => {
      const { phone } = await openCheckout('embedded')
      expect((await phone().get<string>(path)).body).toContain('<title>')
    },
  )

  test('of an unknown address is a page all the same, and says 404', async () => {
    const { phone } = await openCheckout('embedded')
    const answer = await phone().get<string>('nothing')
    expect(answer.status).toBe(404)
    expect(answer.body).toContain('<title>')
  })
})

describe('the operator', () => {
  test('can tell a process that lives from one that can work', async () => {
    const { phone, backend } = await openCheckout('embedded')
    expect((await phone().get('api/healthz')).body).toEqual({ status: 'ok' })
    expect((await phone().get('api/readyz')).body).toEqual({ status: 'ok' })
    expect(backend.app.server.listening).toBe(true)
  })

  test('finds every call in the OpenAPI document', async () => {
    const { phone } = await openCheckout('embedded')
    const { body } = await phone().get<OpenApi>('api/openapi.json')
    expect(body.openapi).toBe('3.1.0')
    expect(Object.keys(body.paths).sort()).toEqual(
      [
        '/pay/api/checkout',
        '/pay/api/events',
        '/pay/api/healthz',
        '/pay/api/merchant/notifications',
        '/pay/api/merchant/notifications/{notificationId}/resend',
        '/pay/api/merchant/export',
        '/pay/api/merchant/orders',
        '/pay/api/merchant/orders/search',
        '/pay/api/merchant/orders/{orderNo}',
        '/pay/api/merchant/orders/{orderNo}/close',
        '/pay/api/merchant/orders/{orderNo}/refunds',
        '/pay/api/metrics',
        '/pay/api/oauth/authorize',
        '/pay/api/openapi.json',
        '/pay/api/options',
        '/pay/api/orders',
        '/pay/api/orders/{orderId}',
        '/pay/api/orders/{orderId}/charges',
        '/pay/api/orders/{orderId}/payment',
        '/pay/api/readyz',
        '/pay/api/receipts',
        '/pay/api/session',
        '/pay/api/webhooks/paymax',
        '/pay/api/webhooks/wechatpay',
      ].sort(),
    )
  })

  test('gets answers that the OpenAPI document describes', async () => {
    const { phone, merchant } = await openCheckout('embedded')
    const { orderId } = await merchant.placed()
    const { body: document } = await phone().get<OpenApi>('api/openapi.json')
    const described = document.paths['/pay/api/orders/{orderId}']?.get?.responses['200']
    const schema = described?.content?.['application/json']?.schema
    const valid = new Ajv({ strict: false, validateFormats: false }).compile(schema ?? false)
    const { body } = await phone().get(`api/orders/${orderId}`)
    expect(valid(body)).toBe(true)
  })
})

interface OpenApi {
  openapi: string
  paths: Record<
    string,
    { get?: { responses: Record<string, { content?: Record<string, { schema: object }> }> } }
  >
}
