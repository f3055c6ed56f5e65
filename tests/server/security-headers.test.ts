/** Every answer says what a browser may do with it. */
import { describe, expect, test } from 'vitest'
import { answersIn, converse } from './bad-input/wire'
import { openCheckout } from './support/checkout'

const seen = [
  'x-content-type-options',
  'x-robots-tag',
  'cross-origin-resource-policy',
  'x-permitted-cross-domain-policies',
]

/** What no page of ours ever needs. Copying is not among it. */
const denied = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'usb',
]

/** The policy without the hashes of what is inline. */
const policyOf = (headers: Headers) =>
  (headers.get('content-security-policy') ?? '').replaceAll(/ 'sha256-[^']+'/g, '').split(';')

const ofEvery = [...seen, 'referrer-policy', 'x-frame-options', 'strict-transport-security']

describe('every answer', () => {
  test.each([
    'checkout',
    'success?order=1',
    'receipt?out_trade_no=1',
    'nothing',
    'api/healthz',
    'api/orders/nobody',
    'api/oauth/authorize?to=nowhere',
    '%zz',
  ])('gives the page nothing of the device, is not sniffed and not indexed: %s', async (path) => {
    const { phone } = await openCheckout('embedded')
    const { headers } = await phone().get(path)
    const policy = headers.get('permissions-policy') ?? ''
    const features = policy.split(',')
    expect(features.length).toBeGreaterThan(10)
    expect(features.every((one) => /^[a-z-]+=\(\)$/.test(one))).toBe(true)
    expect(features.map((one) => one.replace('=()', ''))).toEqual(denied)
    for (const feature of ['camera', 'microphone', 'geolocation', 'payment', 'display-capture']) {
      expect(features).toContain(`${feature}=()`)
    }
    expect(Object.fromEntries(seen.map((name) => [name, headers.get(name)]))).toEqual({
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
      'cross-origin-resource-policy': 'same-origin',
      'x-permitted-cross-domain-policies': 'none',
    })
  })

  test('may load what is ours and hashed, frame WeChat alone, and send forms nowhere', async () => {
    const { phone } = await openCheckout('embedded')
    expect(policyOf((await phone().get('checkout')).headers)).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      'frame-src weixin:',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ])
    expect(policyOf((await phone().get('receipt?out_trade_no=1')).headers)).toEqual([
      "default-src 'none'",
      'script-src',
      'style-src',
      "connect-src 'self'",
      'frame-src weixin:',
      "base-uri 'none'",
      "form-action 'none'",
      'frame-ancestors https://payapp.weixin.qq.com',
    ])
  })

  test.each([
    ['no address', 'GET /%zz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n'],
    ['no request', 'hello\r\n\r\n'],
  ])('says the same where what was sent is %s', async (_what, sent) => {
    const { publicUrl, phone } = await openCheckout('embedded', {
      PUBLIC_URL: 'https://pay.example.com/pay/',
    })
    const { headers } = await phone().get('api/healthz')
    const [answer] = answersIn(await converse(publicUrl, Buffer.from(sent)))
    const told = new Headers(answer?.headers.map(([name, value]) => [name, value]))
    expect(answer?.status).toBe(400)
    for (const name of [...ofEvery, 'permissions-policy'])
      expect([name, told.get(name)]).toEqual([name, headers.get(name)])
    expect(policyOf(told)).toEqual([
      "default-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ])
  })

  test('shares no window with another site, and asks for https again, where it is served by https', async () => {
    const https = await openCheckout('embedded', { PUBLIC_URL: 'https://pay.example.com/pay/' })
    const { headers } = await https.phone().get('checkout')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000')
    const plain = await openCheckout('embedded')
    expect((await plain.phone().get('checkout')).headers.has('strict-transport-security')).toBe(
      false,
    )
  })
})
