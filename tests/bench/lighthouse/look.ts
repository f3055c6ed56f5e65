import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from '@playwright/test'
import lighthouse from 'lighthouse'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { browserOptions } from '../../browser'
import { openBarePage } from '../setting/bare-page'
import { openMeasured, wechat } from '../setting/checkout'
import { scoreOf, type Scores } from './scores'
import { say } from '../../say'

/** Lighthouse's three looks at a page, of as many runs as were asked for. */
export interface Looked {
  readonly name: string
  readonly runs: readonly Scores[]
}

/** One look at an address, which has to lead to the page that is meant and not to one that tells a way there. */
type Look = (address: string, meant: RegExp) => Promise<Scores>

/** Landing and checkout as a phone's WeChat opens them, and an empty app of the same libraries. */
export async function lookAtPages(runs: number, bareScript: string): Promise<Looked[]> {
  const [checkout, bare] = [await openMeasured(), await openBarePage(bareScript)]
  try {
    return await withBrowser(async (context, look) => {
      // A landing's code is good for one visit.
      const landing = () => newLanding(context, checkout.publicUrl)
      const order = await signIn(context, await landing())
      return [
        { name: 'landing', runs: await times(runs, async () => look(await landing(), onOrder)) },
        { name: 'checkout', runs: await times(runs, () => look(order, onOrder)) },
        { name: 'bare app', runs: await times(runs, () => look(bare.url, /\/$/)) },
      ]
    })
  } finally {
    await bare.close()
    await checkout.close()
  }
}

const onOrder = /\/checkout\?order=/

async function times<T>(count: number, run: () => Promise<T>): Promise<T[]> {
  const results: T[] = []
  for (let done = 0; done < count; done += 1) results.push(await run())
  return results
}

async function withBrowser<T>(
  use: (context: BrowserContext, look: Look) => Promise<T>,
): Promise<T> {
  const [port, profile] = [await freePort(), await mkdtemp(join(tmpdir(), 'checkout-lighthouse-'))]
  const { args = [], ...options } = browserOptions()
  const context = await chromium.launchPersistentContext(profile, {
    ...options,
    args: [...args, `--remote-debugging-port=${port}`],
    userAgent: wechat,
    locale: 'zh-CN',
  })
  try {
    return await use(context, (address, meant) => lookAt(address, meant, port))
  } finally {
    await context.close()
    await rm(profile, { recursive: true, force: true })
  }
}

async function lookAt(url: string, meant: RegExp, port: number): Promise<Scores> {
  const looked = await lighthouse(url, {
    port,
    logLevel: 'error',
    onlyCategories: ['performance', 'accessibility', 'best-practices'],
    formFactor: 'mobile',
    emulatedUserAgent: wechat,
  })
  const seen = looked?.lhr.finalDisplayedUrl ?? 'nothing'
  if (!looked || !meant.test(seen)) throw new Error(`From ${url} Lighthouse saw ${seen}`)
  return scoreOf(looked.lhr)
}

/** Goes to WeChat and back by hand, as far as the address with the code. */
async function newLanding(context: BrowserContext, publicUrl: string): Promise<string> {
  await context.clearCookies()
  const authorize = `${publicUrl}api/oauth/authorize?to=checkout%3Fitem%3Dcoffee`
  const wechatPage = await redirectOf(context, authorize)
  return redirectOf(context, wechatPage)
}

async function redirectOf(context: BrowserContext, url: string): Promise<string> {
  const answer = await context.request.get(url, { maxRedirects: 0 })
  const { location } = answer.headers()
  if (!location) throw new Error(`${url} leads nowhere: ${answer.status()}`)
  return location
}

/** @returns the address of the order that the landing led to, in a browser that is signed in now */
async function signIn(context: BrowserContext, landing: string): Promise<string> {
  const page = await context.newPage()
  await page.goto(landing)
  await page.getByRole('button', { name: say.pay }).waitFor()
  const address = page.url()
  await page.close()
  return address
}
