import { describe, expect, test } from 'vitest'
import { maskOpenid } from '../../server/payments/core/ids'
import { openCheckout } from './support/checkout'

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** No browser calls these: a key or a signature says who does. */
const notFromBrowsers = [
  /^POST \/pay\/api\/merchant\//,
  /^PATCH \/pay\/api\/merchant\//,
  /^POST \/pay\/api\/webhooks\//,
]

async function open() {
  const checkout = await openCheckout('embedded')
  const { publicUrl } = checkout
  const { body } = await checkout.phone().get<OpenApi>('api/openapi.json')
  const calls = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const ask = (call: string, headers: Record<string, string> = {}) => {
    const [method = '', path = ''] = call.split(' ')
    const init = method === 'GET' ? { method } : { method, body: '{}' }
    const address = new URL(path.replaceAll(/\{\w+\}/g, 'x'), publicUrl)
    return fetch(address, { ...init, headers, redirect: 'manual' })
  }
  return { ...checkout, calls, ask }
}

describe('every call of the API document', () => {
  test('is answered with no-store, whatever it answers', async () => {
    const { calls, ask, environment, publicUrl } = await open()
    const authorization = `Bearer ${environment['MERCHANT_API_KEY'] ?? ''}`
    const json = { 'content-type': 'application/json' }
    for (const call of calls) {
      for (const headers of [{}, { authorization }, { origin: publicUrl.origin, authorization }]) {
        const answer = await ask(call, call.startsWith('GET') ? headers : { ...json, ...headers })
        expect(`${call} ${answer.headers.get('cache-control') ?? ''}`).toBe(`${call} no-store`)
      }
    }
  })

  test('that changes something refuses whoever is not our page', async () => {
    const { calls, ask, publicUrl } = await open()
    const changing = calls.filter((call) => !/^(GET|HEAD) /.test(call))
    const ours = changing.filter((call) => !notFromBrowsers.some((one) => one.test(call)))
    expect(ours).toEqual(
      expect.arrayContaining([
        'POST /pay/api/checkout',
        'POST /pay/api/orders',
        'POST /pay/api/orders/{orderId}/charges',
        'POST /pay/api/session',
      ]),
    )
    const foreign = [
      undefined,
      'null',
      'https://evil.example',
      `${publicUrl.origin}.evil.example`,
      publicUrl.origin.replace('http:', 'https:'),
      `${publicUrl.origin}/`,
      publicUrl.origin.toUpperCase(),
    ]
    for (const call of ours) {
      for (const origin of foreign) {
        const from = origin === undefined ? {} : { origin }
        const answer = await ask(call, { 'content-type': 'application/json', ...from })
        const { code } = (await answer.json()) as { code: string }
        expect(`${call} ${String(origin)} ${code}`).toBe(
          `${call} ${String(origin)} forbidden_origin`,
        )
      }
    }
  })
})

test.each([
  'api/nothing',
  'api/orders/x',
  'api/healthz',
  'checkout',
  'checkout?order=x',
  'receipt',
  'nothing',
])('is not for search engines: %s', async (path) => {
  const { phone } = await openCheckout('embedded')
  expect((await phone().get(path)).headers.get('x-robots-tag')).toBe('noindex')
})

test.each([
  ['oUpF8uMuAJO_M2pxb1Q9zNjWeS6o', 'oUpF…eS6o'],
  ['o234567890123456', 'o234…3456'],
  ['o23456789012', 'o23…012'],
  ['o2345678', 'o2…78'],
  ['o234', 'o…4'],
  ['o23', '…'],
  ['', '…'],
])('an openid is shown by its ends alone: %s', (openid, masked) => {
  expect(maskOpenid(openid)).toBe(masked)
})
