import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createBrowser, type LandingRequest } from '@/platform/browser'
import { openAt } from './open-at'

const never = new AbortController().signal
const hide = (hidden: boolean) => {
  Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))
}

/** The page is shown: anew, or as it was kept whole. */
function pageShow(persisted: boolean): void {
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }))
}

beforeEach(() => {
  vi.useFakeTimers()
  openAt('https://pay.example.com/pay/checkout?order=A#top')
})

afterEach(() => {
  Reflect.deleteProperty(document, 'hidden')
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('the real window', () => {
  test('is in the payment directory, whatever page it shows', () => {
    expect(createBrowser(window).directory).toBe('https://pay.example.com/pay/')
  })

  test('tells of a page that comes back kept whole, and of no page that was loaded anew', () => {
    const returns: boolean[] = []
    createBrowser(window).onReturn((frozen) => returns.push(frozen))
    pageShow(false)
    expect(returns).toEqual([])
    pageShow(true)
    expect(returns).toEqual([true])
  })

  test('tells of a page that comes into view, which was not frozen, and of none that goes', () => {
    const returns: boolean[] = []
    createBrowser(window).onReturn((frozen) => returns.push(frozen))
    hide(true)
    expect(returns).toEqual([])
    hide(false)
    expect(returns).toEqual([false])
  })

  test('gives keys that nobody can guess, and never the same one', () => {
    const browser = createBrowser(window)
    const ids = Array.from({ length: 50 }, () => browser.randomId())
    expect(new Set(ids).size).toBe(50)
    for (const id of ids) expect(id).toMatch(/^[\da-f]{32}$/)
  })

  test('leaves by replacing, to an address beside the page', () => {
    const replace = vi.spyOn(location, 'replace').mockReturnValue(undefined)
    createBrowser(window).leave('api/oauth/authorize?to=checkout')
    expect(replace).toHaveBeenCalledExactlyOnceWith(
      'https://pay.example.com/pay/api/oauth/authorize?to=checkout',
    )
  })

  test('is led home by the head of the page, where there is a way', () => {
    const goHome = vi.fn(() => true)
    window.paymaxGoHome = goHome
    onTestFinished(() => void Reflect.deleteProperty(window, 'paymaxGoHome'))
    expect(createBrowser(window).goHome('https://a.example.com/pay/')).toBe(true)
    expect(goHome).toHaveBeenCalledExactlyOnceWith('https://a.example.com/pay/')
    Reflect.deleteProperty(window, 'paymaxGoHome')
    expect(createBrowser(window).goHome('https://a.example.com/pay/')).toBe(false)
  })
})

describe('what the head of the page has begun', () => {
  test('a landing is given out once', () => {
    const landing: LandingRequest = { state: 's', code: 'c', reply: Promise.resolve(null) }
    window.paymaxLanding = landing
    const browser = createBrowser(window)
    expect(browser.takeLanding()).toBe(landing)
    expect(browser.takeLanding()).toBeNull()
    expect(createBrowser(window).takeLanding()).toBeNull()
  })

  test('an opening is given out once, and for its own order alone', () => {
    const reply = Promise.resolve(null)
    const browser = createBrowser(window)
    window.paymaxOpening = { orderId: 'A', reply }
    expect(browser.takeOpening('A')).toBe(reply)
    expect(browser.takeOpening('A')).toBeNull()
    window.paymaxOpening = { orderId: 'A', reply }
    expect(browser.takeOpening('B')).toBeNull()
    expect(browser.takeOpening('A')).toBeNull()
  })
})

describe('waiting', () => {
  test('a pause ends after its time, and never once it is called off', async () => {
    const browser = createBrowser(window)
    const over = new AbortController()
    const ended: string[] = []
    void browser.pause(1000, never).then(() => ended.push('long enough'))
    void browser.pause(500, over.signal).then(() => ended.push('called off'))
    over.abort()
    await vi.advanceTimersByTimeAsync(999)
    expect(ended).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(ended).toEqual(['long enough'])
  })

  test('a page that lies in a pocket waits for a look, or a minute', async () => {
    const browser = createBrowser(window)
    const seen: string[] = []
    await browser.inView(never)
    hide(true)
    void browser.inView(never).then(() => seen.push('looked at'))
    await vi.advanceTimersByTimeAsync(59_999)
    expect(seen).toEqual([])
    hide(false)
    await vi.advanceTimersByTimeAsync(0)
    expect(seen).toEqual(['looked at'])

    hide(true)
    void browser.inView(never).then(() => seen.push('a minute'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(seen).toEqual(['looked at', 'a minute'])
  })
})

describe('copying', () => {
  const told = (writeText: (text: string) => Promise<void>) =>
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true })

  test('goes by the clipboard where there is one', async () => {
    const texts: string[] = []
    told((text) => Promise.resolve(void texts.push(text)))
    expect(await createBrowser(window).copy('A')).toBe(true)
    expect(texts).toEqual(['A'])
  })

  test('goes the old way where it is refused, and leaves nothing behind', async () => {
    told(() => Promise.reject(new Error('not allowed')))
    const execCommand = vi.fn(() => true)
    Object.assign(document, { execCommand })
    expect(await createBrowser(window).copy('A')).toBe(true)
    expect(execCommand).toHaveBeenCalledExactlyOnceWith('copy')
    expect(document.querySelector('textarea')).toBeNull()
  })

  test('says so where neither way was let', async () => {
    told(() => Promise.reject(new Error('not allowed')))
    Object.assign(document, { execCommand: () => false })
    expect(await createBrowser(window).copy('A')).toBe(false)
  })
})

describe('back online', () => {
  test('is told like a page that comes into view: what failed is asked again at once', () => {
    const returns: boolean[] = []
    createBrowser(window).onReturn((frozen) => returns.push(frozen))
    window.dispatchEvent(new Event('offline'))
    expect(returns).toEqual([])
    window.dispatchEvent(new Event('online'))
    expect(returns).toEqual([false])
  })
})

test('what is to be counted leaves as text, which engines of 2018 let a beacon hold', () => {
  const beacons: unknown[][] = []
  const sendBeacon = (...sent: unknown[]) => beacons.push(sent) > 0
  Object.defineProperty(navigator, 'sendBeacon', { value: sendBeacon, configurable: true })
  createBrowser(window).report({ event: 'sheet_denied', kind: 'no_support' })
  expect(beacons).toEqual([
    ['./api/events', JSON.stringify({ event: 'sheet_denied', kind: 'no_support' })],
  ])
})

test('an engine without beacons, or one that refuses them, pays all the same', () => {
  const refuses = () => {
    throw new TypeError('no beacons')
  }
  for (const value of [undefined, refuses]) {
    Object.defineProperty(navigator, 'sendBeacon', { value, configurable: true })
    expect(() => createBrowser(window).report({ event: 'sheet_asked' })).not.toThrow()
  }
})
