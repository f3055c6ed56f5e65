import { describe, expect, test } from 'vitest'
import type { Problem } from '../../server/contract/problems'
import { openCheckout } from './support/checkout'
import { codeOf } from './support/phone'

const PUBLIC_URL = 'https://pay.example.com/a/pay/'

/** The backend speaks http to whatever ends TLS in front of it: what it is told decides, not what it sees. */
const proxies = [
  ['behind a proxy that is trusted', { TRUST_PROXY: 'loopback' }, { 'x-forwarded-proto': 'https' }],
  ['behind one that says nothing', { TRUST_PROXY: 'loopback' }, {}],
  ['that forwards as http', { TRUST_PROXY: 'loopback' }, { 'x-forwarded-proto': 'http' }],
  ['without one', {}, {}],
] as const

describe.each(proxies)('with an https PUBLIC_URL, %s', (_where, trust, passed) => {
  const open = () => openCheckout('embedded', { PUBLIC_URL, ...trust })
  const headers: Record<string, string> = { ...passed }

  test('every cookie is Secure, of the whole host, and carries its prefix', async () => {
    const { phone } = await open()
    const payer = phone()
    const leaving = await payer.get('api/oauth/authorize?to=checkout', headers)
    const landing = await payer.comeBackFromWechat('checkout')
    const landed = await payer.post('api/session', landing, headers)
    expect(landed.status).toBe(201)
    for (const { headers: told } of [leaving, landed]) {
      expect(told.getSetCookie()).toHaveLength(1)
      expect(told.getSetCookie()[0]).toMatch(
        /^__Host-checkout-a_2fpay=[^;]+; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$|^__Host-checkout-a_2fpay=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      )
    }
    expect((await payer.get('api/session', headers)).body).toEqual({ signedIn: true })
  })

  test.each(['checkout', 'receipt', 'api/healthz', 'api/nothing', 'nothing.js'])(
    'browsers are to come back by https alone: %s',
    async (path) => {
      const { phone } = await open()
      const { headers: told } = await phone().get(path, headers)
      expect(told.get('strict-transport-security')).toBe('max-age=31536000')
      expect(told.get('x-robots-tag')).toBe('noindex')
    },
  )

  test('WeChat is told to come back to it, and failures lead to it', async () => {
    const { phone, merchant } = await open()
    const payer = phone()
    const { headers: told } = await payer.get('api/oauth/authorize?to=checkout', headers)
    const authorise = new URL(told.get('location') ?? '')
    expect(authorise.searchParams.get('redirect_uri')).toBe(`${PUBLIC_URL}oauth`)
    const { orderId, checkoutUrl } = await merchant.placed()
    expect(checkoutUrl).toBe(`${PUBLIC_URL}checkout?order=${orderId}`)
    const refused = await phone().post<Problem>(`api/orders/${orderId}/charges`, {}, headers)
    expect(codeOf(refused)).toBe('401 login_required')
    expect(refused.body.authorizeUrl).toMatch(`${PUBLIC_URL}api/oauth/authorize?to=`)
  })

  test('our pages are those of https: the same host over http is another', async () => {
    const { phone } = await open()
    const post = (origin: string) =>
      phone().post('api/session', { state: 'x' }, { ...headers, origin })
    expect(codeOf(await post('https://pay.example.com'))).toBe('403 oauth_state_mismatch')
    expect(codeOf(await post('http://pay.example.com'))).toBe('403 forbidden_origin')
    expect(codeOf(await post('https://pay.example.com:8443'))).toBe('403 forbidden_origin')
  })

  test('redirects stay on the address they were asked at', async () => {
    const { phone } = await open()
    expect((await phone().get('checkout/?order=1', headers)).headers.get('location')).toBe(
      '/a/pay/checkout?order=1',
    )
  })
})

test('over plain http nothing promises https', async () => {
  const { phone } = await openCheckout('embedded')
  const { headers } = await phone().get('api/oauth/authorize?to=checkout')
  expect(headers.get('set-cookie')).not.toContain('Secure')
  expect(headers.has('strict-transport-security')).toBe(false)
})
