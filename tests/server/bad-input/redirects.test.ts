import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openCheckout } from '../support/checkout'
import { codeOf } from '../support/phone'
import { chosenSeed, runsPerRound } from './runs'
import { exchange, headerOf } from './wire'

const elsewhere = [
  'https://evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '\\/evil.example',
  '/%2fevil.example',
  '%2f%2fevil.example',
  '%252f%252fevil.example',
  '%5c%5cevil.example',
  '/%09/evil.example',
  '/\t/evil.example',
  '\thttps://evil.example',
  ' //evil.example',
  '%0d%0aLocation:%20https://evil.example',
  '\r\nLocation: https://evil.example',
  '%E5%98%8A%E5%98%8DLocation:https://evil.example',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'weixin://evil',
  '@evil.example',
  'checkout@evil.example',
  'checkout:80@evil.example',
  '.evil.example',
  '..',
  '../evil',
  '%2e%2e/evil',
  '..%2fevil',
  '.%2e/evil',
  '..;/evil',
  'checkout/../../evil',
  'checkout/..%2f..%2fevil',
  'checkout//evil.example',
  'checkout\\evil.example',
  'checkout#//evil.example',
  'checkout?order=1#//evil.example',
  'checkout?order=1\r\nSet-Cookie: a=b',
  'checkout\0',
  'checkout\u2028',
  'ｃheckout',
  '／／evil.example',
  '〱evil.example',
  'oauth?code=1&state=2',
  'api/orders',
  'checkout?'.padEnd(3_000, 'x'),
  '',
]

describe('signing in', () => {
  test('leads to no other place', async () => {
    const { phone } = await openCheckout('embedded')
    const led: string[] = []
    for (const to of elsewhere) {
      const answer = await phone().get(`api/oauth/authorize?to=${encodeURIComponent(to)}`)
      const refused = /^400 invalid_(target|request)$/.test(codeOf(answer))
      if (!refused || answer.headers.has('location')) led.push(`${to} ${answer.status}`)
    }
    expect(led).toEqual([])
  })

  test.each([
    ['to=checkout&to=//evil.example', '400 invalid_request'],
    ['to=//evil.example&to=checkout', '400 invalid_request'],
    ['to[]=checkout', '400 invalid_target'],
    ['to.x=checkout', '400 invalid_target'],
    ['TO=checkout', '400 invalid_target'],
  ])('takes one target, written in one way: %s', async (query, code) => {
    const { phone } = await openCheckout('embedded')
    expect(codeOf(await phone().get(`api/oauth/authorize?${query}`))).toBe(code)
  })

  test('comes back below the public address, whatever the target is made of', async () => {
    const { publicUrl, backend } = await openCheckout('embedded')
    await fc.assert(
      fc.asyncProperty(madeOf(['checkout', 'success', '?order=', ...elsewhere]), async (to) => {
        const { statusCode, headers } = await backend.app.inject({
          url: `/pay/api/oauth/authorize?to=${encodeURIComponent(to)}`,
        })
        if (statusCode !== 302) return
        const location = new URL(headers.location ?? '', publicUrl)
        expect(location.href).toMatch(new RegExp(`^${publicUrl.href}wechat\\?to=`))
        const target = new URL(location.searchParams.get('to') ?? '', publicUrl)
        expect(target.href.startsWith(publicUrl.href)).toBe(true)
      }),
      { numRuns: runsPerRound * 2, seed: chosenSeed },
    )
  })
})

/** An address without what would end the request line. */
function madeOf(pieces: readonly string[]): fc.Arbitrary<string> {
  return fc
    .array(fc.constantFrom('/', '\\', '%', '?', '.', ...pieces), { maxLength: 5 })
    .map((all) => all.join('').replaceAll(/[\ud800-\udfff]/g, ''))
}

describe('an address that is not quite a page', () => {
  const roots = [
    ['below a directory', '/pay/'],
    ['at the root of its host', '/'],
  ] as const

  describe.each(roots)('of a checkout %s', (_where, basePath) => {
    test('leads below the public address or nowhere', async () => {
      const { publicUrl: listening } = await openAt(basePath)
      const address = new URL(basePath, listening)
      await fc.assert(
        fc.asyncProperty(madeOf(['checkout', 'api', ...elsewhere]), async (path) => {
          const target = `${basePath}${path.replaceAll(/[\s\0\u007f-\uffff]/g, '')}`
          const answer = await exchange(address, { method: 'GET', target, headers: [], body: null })
          const location = headerOf(answer, 'location')
          if (location === undefined) return
          expect(new URL(location, address).href.startsWith(address.href)).toBe(true)
        }),
        { numRuns: runsPerRound, seed: chosenSeed },
      )
    })

    test.each([
      ['/evil.example/x', ''],
      ['\\evil.example/x', ''],
      ['%5cevil.example/x', ''],
      ['%2f%2fevil.example/x', ''],
      ['..%2f/x', ''],
      ['checkout/deeper?order=1?2', 'checkout?order=1?2'],
    ])('%s leads to the page %j', async (path, page) => {
      const { publicUrl } = await openAt(basePath)
      const request = { method: 'GET', headers: [], body: null }
      const answer = await exchange(publicUrl, { ...request, target: `${basePath}${path}` })
      expect(answer.status).toBe(302)
      expect(headerOf(answer, 'location')).toBe(`${basePath}${page}`)
    })
  })

  describe.each(['/pay/', '/a/b/pay/', '/'])(
    'with slashes doubled, of a checkout at %s',
    (base) => {
      const doubled = base.replaceAll('/', '//')

      test.each([
        [`${base}/checkout?order=1`, `${base}checkout?order=1`],
        [`${doubled}checkout?order=1&auto=1`, `${base}checkout?order=1&auto=1`],
        [`${doubled}/oauth?code=c&state=s`, `${base}oauth?code=c&state=s`],
        [`${base}checkout/?order=1`, `${base}checkout?order=1`],
        [`${base}checkout//`, `${base}checkout`],
        [`${base}/success//x?order=1`, `${base}success?order=1`],
        [`${base}/receipt?out_trade_no=1`, `${base}receipt?out_trade_no=1`],
        [`${base}/`, base],
        [`${doubled}/evil.example/x`, base],
        [`http://evil.example/${base}/checkout?a=1`, `${base}checkout?a=1`],
        [`${base}/checkout?to=//evil.example`, `${base}checkout?to=//evil.example`],
      ])('%s leads to %s', async (target, page) => {
        const { publicUrl } = await openAt(base)
        const request = { method: 'GET', headers: [], body: null }
        const answer = await exchange(publicUrl, { ...request, target })
        expect([answer.status, headerOf(answer, 'location')]).toEqual([302, page])
      })

      test('the menu’s address signs in all the same', async () => {
        const { publicUrl } = await openAt(base)
        const target = `${doubled}api//oauth/authorize?to=checkout`
        const answer = await exchange(publicUrl, { method: 'GET', target, headers: [], body: null })
        expect(headerOf(answer, 'location')).toBe(`${base}wechat?to=checkout`)
      })
    },
  )

  test.each(['http://evil.example/pay', 'http://evil.example/pay/checkout/x'])(
    'keeps nothing of another host in its place: %s',
    async (target) => {
      const { publicUrl } = await openCheckout('embedded')
      const answer = await exchange(publicUrl, { method: 'GET', target, headers: [], body: null })
      expect(headerOf(answer, 'location')).toMatch(/^\/pay\/(checkout)?$/)
    },
  )
})

function openAt(basePath: string) {
  return openCheckout('embedded', { PUBLIC_URL: `http://127.0.0.1:8787${basePath}` })
}
