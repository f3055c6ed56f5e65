import { afterEach, describe, expect, test, vi } from 'vitest'
import { attemptKey } from '@/payment/attempt'
import { createStorage } from '@/platform/storage'
import { fakeRequests, type FakeRequest } from './fake-requests'
import { openAt } from './open-at'

const wechat = 'Mozilla/5.0 (Linux; Android 14; wv) Mobile Safari/537.36 MicroMessenger/8.0.49'
const ipad = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Mobile/15E148 MicroMessenger/8.0.61'
const desktop = 'Mozilla/5.0 (Windows NT 10.0) MicroMessenger/7.0.20 WindowsWechat'
const tab = createStorage(() => sessionStorage)
/** In ms: WeChat asked once, or Paymax to say, to close and to say again, and then to make a charge. */
const longestWork = 25_000

/** Opens a page as far as its head. @returns what that sends */
async function opens(page: string, { userAgent = wechat, publicUrl = '' } = {}) {
  openAt(`https://pay.example.com/pay/${page}`)
  Object.defineProperty(navigator, 'userAgent', { value: userAgent, configurable: true })
  document.head.innerHTML = publicUrl && `<meta id="public-url" content="${publicUrl}">`
  const replaced = vi.spyOn(location, 'replace').mockReturnValue(undefined)
  const sent = fakeRequests()
  vi.resetModules()
  await import('@/boot/preflight')
  return { sent, led: () => replaced.mock.calls.flat() }
}

const asked = (sent: readonly FakeRequest[]) =>
  sent.map(({ method, url, body }) => [method, url, JSON.parse(String(body))])

afterEach(() => {
  for (const name of ['paymaxLanding', 'paymaxOpening', 'paymaxGoHome']) {
    Reflect.deleteProperty(window, name)
  }
  document.head.innerHTML = ''
  sessionStorage.clear()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('before anything else of a page has arrived', () => {
  test('a landing trades in what WeChat sent along, and takes it off the address', async () => {
    const { sent } = await opens('oauth?code=081Kq&state=5f1c')
    expect(asked(sent)).toEqual([['POST', 'api/session', { code: '081Kq', state: '5f1c' }]])
    expect(location.href).toBe('https://pay.example.com/pay/oauth')
    sent[0]?.answer(201, '{}')
    expect(await window.paymaxLanding?.reply).toEqual({ status: 201, body: '{}', retryAfter: null })
  })

  test('an order’s page asks for the order, and for the charge where its address does', async () => {
    const plain = await opens('checkout?order=A')
    expect(asked(plain.sent)).toEqual([['POST', 'api/checkout', { orderId: 'A' }]])
    const auto = await opens('checkout?order=A&auto=1', { userAgent: ipad })
    expect(asked(auto.sent)).toEqual([['POST', 'api/checkout', { orderId: 'A', auto: true }]])
  })

  test('and for no charge where a sheet was opened before: that one may still be paid', async () => {
    tab.set(attemptKey('A'), '{}')
    const { sent } = await opens('checkout?order=A&auto=1')
    expect(asked(sent)).toEqual([['POST', 'api/checkout', { orderId: 'A' }]])
  })

  test.each([
    ['checkout?order=A', desktop],
    ['checkout?item=coffee', wechat],
    ['success?order=A', wechat],
    ['oauth', wechat],
  ])('nothing is asked at %s in %s', async (page, userAgent) => {
    expect((await opens(page, { userAgent })).sent).toEqual([])
  })

  test.each(['oauth?code=081Kq&state=5f1c', 'checkout?order=A&auto=1'])(
    'the question of %s is given up later than the backend may take for it',
    async (page) => {
      const { sent } = await opens(page)
      expect(sent[0]?.timeout).toBeGreaterThan(longestWork)
    },
  )

  test('a question without an answer leaves none, which the app tells', async () => {
    const lost = await opens('checkout?order=A')
    lost.sent[0]?.fail()
    expect(await window.paymaxOpening?.reply).toBeNull()
    const late = await opens('checkout?order=A')
    late.sent[0]?.timeOut()
    expect(await window.paymaxOpening?.reply).toBeNull()
  })
})

describe('under another name of the server', () => {
  const publicUrl = 'https://www.example.com/pay/'

  test.each(['oauth?code=081Kq&state=5f1c', 'checkout?order=A&auto=1'])(
    '%s leads home whole, and nothing is begun',
    async (page) => {
      const { sent, led } = await opens(page, { publicUrl })
      expect(led()).toEqual([`${publicUrl}${page}#led-here`])
      expect(sent).toEqual([])
      expect([window.paymaxLanding, window.paymaxOpening, window.paymaxGoHome]).toEqual([
        undefined,
        undefined,
        undefined,
      ])
    },
  )

  test('a landing that learns it later still leads home with what WeChat sent along', async () => {
    const { led } = await opens('oauth?code=081Kq&state=5f1c')
    expect(led()).toEqual([])
    expect(window.paymaxGoHome?.(publicUrl)).toBe(true)
    expect(led()).toEqual([`${publicUrl}oauth?code=081Kq&state=5f1c#led-here`])
  })

  test('a page that was led here stays, however it learns of it', async () => {
    const { sent, led } = await opens('checkout?order=A#led-here', { publicUrl })
    expect(led()).toEqual([])
    expect(sent).toHaveLength(1)
    history.replaceState(null, '', 'checkout?order=A')
    expect(window.paymaxGoHome?.(publicUrl)).toBe(false)
  })
})
