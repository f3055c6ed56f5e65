import type { PageEvent } from '@/payment/wire'
import type { Reply } from './send'

/** What the landing script in the page's head found and requested before any bundle arrived. */
export interface LandingRequest {
  readonly state: string
  /** Null where the payer refused: WeChat then sends only the state. */
  readonly code: string | null
  readonly reply: Promise<Reply | null>
}

/** What the same script requested on an order's page. */
export interface OpeningRequest {
  readonly orderId: string
  readonly reply: Promise<Reply | null>
}

declare global {
  interface Window {
    paymaxLanding?: LandingRequest | null
    paymaxOpening?: OpeningRequest | null
    /** Sends this page to PUBLIC_URL; false where it is there already. Missing while it is on its way. */
    paymaxGoHome?: (publicUrl: string) => boolean
  }
}

/** The window, as far as a checkout needs it; tests pass one of their own. */
export interface Browser {
  /** The payment directory: absolute, with a trailing slash. */
  readonly directory: string
  now(): number
  /** A random number from 0 up to 1. */
  random(): number
  /** Unguessable, for idempotency keys. */
  randomId(): string
  /** Resolves after a time; never after `signal` was aborted. */
  pause(ms: number, signal: AbortSignal): Promise<void>
  /** Resolves when the page is visible, or after a minute: some WeChat versions never say so. */
  inView(signal: AbortSignal): Promise<void>
  /** Calls back each time the page becomes visible or online; `frozen` where it had been frozen meanwhile. */
  onReturn(listener: (frozen: boolean) => void): void
  /** Goes to another page; this address is replaced in the history. */
  leave(url: string): void
  /** Goes to the same page under PUBLIC_URL; false where it is there, or was sent here from there. */
  goHome(publicUrl: string): boolean
  reload(): void
  takeLanding(): LandingRequest | null
  /** The reply to the early request for this order, once: a second caller sends a new request. */
  takeOpening(orderId: string): Promise<Reply | null> | null
  copy(text: string): Promise<boolean>
  describe(title: string, language: string): void
  /** Tells the backend about the sheet. Nothing waits for it, and losing it does no harm. */
  report(event: PageEvent): void
}

/** Access to the real window. */
export function createBrowser(page: Window): Browser {
  const { document, location } = page
  return {
    directory: new URL('./', location.href).href,
    now: () => Date.now(),
    random: () => Math.random(),
    randomId: () => hex(page.crypto.getRandomValues(new Uint8Array(16))),
    pause: (ms, signal) => pause(page, ms, signal),
    inView: (signal) => inView(page, signal),
    onReturn: (listener) => onReturn(page, listener),
    leave: (url) => location.replace(new URL(url, new URL('./', location.href)).href),
    goHome: (publicUrl) => page.paymaxGoHome?.(publicUrl) ?? false,
    reload: () => location.reload(),
    takeLanding() {
      const landing = page.paymaxLanding ?? null
      page.paymaxLanding = null
      return landing
    },
    takeOpening(orderId) {
      const opening = page.paymaxOpening ?? null
      page.paymaxOpening = null
      return opening?.orderId === orderId ? opening.reply : null
    },
    copy: (text) => copy(page, text),
    describe(title, language) {
      document.title = title
      document.documentElement.lang = language
    },
    report(event) {
      try {
        // As text: engines of 2018 refuse a beacon with a JSON content type. Every page is beside the API.
        page.navigator.sendBeacon('./api/events', JSON.stringify(event))
      } catch {
        // An engine without beacons can pay all the same.
      }
    },
  }
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function pause(page: Window, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = page.setTimeout(resolve, ms)
    signal.addEventListener('abort', () => page.clearTimeout(timer))
  })
}

async function inView(page: Window, signal: AbortSignal): Promise<void> {
  const { document } = page
  if (!document.hidden) return
  const seen = new AbortController()
  signal.addEventListener('abort', () => seen.abort())
  await Promise.race([
    pause(page, 60_000, seen.signal),
    new Promise<void>((resolve) => {
      const look = () => document.hidden || resolve()
      document.addEventListener('visibilitychange', look)
      seen.signal.addEventListener('abort', () =>
        document.removeEventListener('visibilitychange', look),
      )
    }),
  ])
  seen.abort()
}

// iOS may freeze the whole page behind the sheet and continue it with its timers and locks as they were.
function onReturn(page: Window, listener: (frozen: boolean) => void): void {
  page.addEventListener('pageshow', (event) => {
    if (event.persisted) listener(true)
  })
  page.document.addEventListener('visibilitychange', () => {
    if (!page.document.hidden) listener(false)
  })
  // A query that failed offline waits longer and longer: back online, it is sent at once.
  page.addEventListener('online', () => listener(false))
}

async function copy(page: Window, text: string): Promise<boolean> {
  try {
    await page.navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyTheOldWay(page.document, text)
  }
}

// Older WebViews have no clipboard API, or refuse it outside https.
function copyTheOldWay(document: Document, text: string): boolean {
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  document.body.appendChild(field)
  field.select()
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way these engines know
  const copied = document.execCommand('copy')
  field.remove()
  return copied
}
