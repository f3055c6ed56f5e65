import type { Browser, BrowserContext, Page } from '@playwright/test'
import { wechat } from '../setting/checkout'
import { throttle, type Network } from './networks'

/** One request of a visit, in ms since the visit began. */
export interface Loaded {
  readonly name: string
  readonly start: number
  readonly end: number
  /** On the wire, headers not counted. */
  readonly bytes: number
}

/** What came of one visit: ms since the address was opened. */
export interface Visit {
  readonly bridge: number
  /** When the amount was in a frame that was drawn. */
  readonly readable: number
  readonly loaded: readonly Loaded[]
}

/** Visits one address with an empty cache, in a WeChat whose bridge is there from the start. */
export interface Visiting {
  readonly network: Network
  readonly amount: string
  /** Signs in or goes to WeChat and back as far as the address, over the network as it is. */
  readonly prepare: (context: BrowserContext) => Promise<string>
  /** What the visit is for. */
  readonly until: 'bridge' | 'readable'
}

interface Marks {
  bridge?: number
  readable?: number
}

export async function visit(browser: Browser, visiting: Visiting): Promise<Visit> {
  // Of the two pages one has its script where the policy of the other would not have it.
  const context = await browser.newContext({
    userAgent: wechat,
    locale: 'zh-CN',
    viewport: { width: 390, height: 844 },
    bypassCSP: true,
  })
  context.setDefaultTimeout(30_000)
  try {
    const address = await visiting.prepare(context)
    const page = await context.newPage()
    // What runs this file names functions with a helper of its own, which the page has not got.
    await page.addInitScript({ content: 'globalThis.__name = (named) => named' })
    await page.addInitScript(watch, visiting.amount)
    await throttle(page, visiting.network)
    const loaded = collect(page)
    await page.goto(address, { waitUntil: 'commit' })
    const marks = await page.waitForFunction(
      (until) => {
        const { measured } = window as unknown as { measured: Marks }
        return measured[until] === undefined || measured.readable === undefined ? null : measured
      },
      visiting.until,
      { polling: 50 },
    )
    await page.waitForLoadState('domcontentloaded')
    const { bridge = Number.NaN, readable = Number.NaN } = (await marks.jsonValue()) as Marks
    return {
      bridge,
      readable,
      loaded: await loaded(visiting.until === 'bridge' ? bridge : readable),
    }
  } finally {
    await context.close()
  }
}

/** Runs in the page, before any script of it. */
function watch(amount: string): void {
  const measured: Marks = {}
  const look = () => {
    if (measured.readable !== undefined || !document.documentElement.textContent.includes(amount))
      return
    requestAnimationFrame(() => {
      measured.readable ??= performance.now()
    })
  }
  new MutationObserver(look).observe(document, {
    childList: true,
    subtree: true,
    characterData: true,
  })
  Object.assign(window, {
    measured,
    WeixinJSBridge: {
      call: () => undefined,
      invoke: (method: string) => {
        if (method === 'getBrandWCPayRequest') measured.bridge ??= performance.now()
      },
    },
  })
}

function collect(page: Page): (until: number) => Promise<Loaded[]> {
  const finished: Promise<Loaded>[] = []
  let began = Number.POSITIVE_INFINITY
  page.on('requestfinished', (request) => {
    const { startTime, responseEnd } = request.timing()
    began = Math.min(began, startTime)
    const name = new URL(request.url()).pathname.replace(/^.*\//, '')
    const sizes = request.sizes().catch(() => ({ responseBodySize: 0 }))
    finished.push(
      sizes.then(({ responseBodySize: bytes }) => {
        const start = startTime - began
        return { name, bytes, start, end: start + responseEnd }
      }),
    )
  })
  return async (until) => {
    const all = await Promise.all(finished)
    return all.filter(({ start }) => start < until).sort((a, b) => a.start - b.start)
  }
}
