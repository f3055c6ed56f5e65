import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { vi, expect, onTestFinished } from 'vitest'
import { watch } from 'vue'
import { createMemoryHistory } from 'vue-router'
import App from '@/App.vue'
import { createSpeech } from '@/language'
import type { Environment, Step } from '@/payment/states'
import { usePayment } from '@/payment/store'
import type { LandingRequest } from '@/platform/browser'
import { createHttp } from '@/platform/http'
import { send } from '@/platform/send'
import type { Storage } from '@/platform/storage'
import { createCheckoutRouter } from '@/router'
import { run } from '@/run'
import { firstState } from '@/start'
import { handlersOf } from '../../mocks/handlers'
import { server } from '../../mocks/node'
import { scenarios, type Scenario, type ScenarioName } from '../../mocks/scenarios'
import { createWorld, type World } from '../../mocks/world'
import {
  createClock,
  createFakeBridge,
  createFakeBrowser,
  createTab,
  type FakeBridge,
  type FakeBrowser,
  type FakeClock,
} from './phone'

export interface Opened {
  readonly screen: VueWrapper
  readonly world: World
  readonly clock: FakeClock
  readonly bridge: FakeBridge
  readonly browser: FakeBrowser
  readonly tab: Storage
  readonly preferences: Storage
  /** Every step that the payment has been at, the first one first. */
  readonly been: readonly Step[]
  /** Waits until the payer is there and reads it. */
  reads(step: Step, ...words: string[]): Promise<void>
  tap(name: string): Promise<void>
  address(): string
}

export interface How extends Partial<Scenario> {
  readonly environment?: Environment
  readonly tab?: Storage
  readonly preferences?: Storage
  readonly language?: string
  /** A page that was opened before: the same world, another window, or the same one later. */
  readonly beside?: Opened
  /** Told what each order was asked for with. */
  readonly onOrder?: (body: unknown) => void
}

/** Lazy pages take their time to be compiled on a busy machine; nothing here waits for a clock. */
export const patience = { timeout: 8000, interval: 10 }

const noon = Date.parse('2026-11-02T12:00:00+08:00')

/** Opens the checkout as a payer does, with the world of a scenario around it. */
export async function open(name: ScenarioName, how: How = {}): Promise<Opened> {
  const {
    environment = 'wechat',
    tab = createTab(),
    preferences = createTab(),
    language = 'zh-CN',
    onOrder = () => undefined,
    beside,
    ...changed
  } = how
  const scenario: Scenario = { ...scenarios[name], ...changed }
  const clock = beside?.clock ?? createClock(noon)
  const world = beside?.world ?? createWorld(scenario, () => clock.now())
  const never = new AbortController().signal
  const pace = {
    delay: (ms: number) => clock.pause(ms, never),
    // a long poll is answered as if its time were up: the clock stands still here
    hold: () => Promise.resolve(),
  }
  server.use(...handlersOf(world, { ...pace, onOrder }))

  const browser = createFakeBrowser(clock, landingOf(scenario.at))
  const bridge = createFakeBridge(scenario.bridge !== 'missing')
  const http = createHttp(browser.directory)
  const tools = { browser, bridge, storage: tab, preferences, http }
  const history = createMemoryHistory('/pay/')
  const router = createCheckoutRouter(history)
  const pinia = createPinia()
  const payment = usePayment(pinia)
  const been: Step[] = []
  watch(
    () => payment.state,
    ({ step }) => been.push(step),
    { flush: 'sync' },
  )
  const landing = browser.takeLanding()
  const first = firstState(scenario.at, landing, tab)
  const apply = run(payment, { tools, environment, landing, first })
  history.replace(`/${scenario.at}`)
  const speech = await createSpeech(preferences, 'MicroMessenger', language)
  const screen = mount(App, {
    props: { speech, tools, environment, apply },
    global: { plugins: [pinia, router] },
    attachTo: document.body,
  })
  onTestFinished(() => screen.unmount())

  return {
    screen,
    world,
    clock,
    bridge,
    browser,
    tab,
    preferences,
    been,
    address: () => router.currentRoute.value.fullPath,
    reads: (step, ...said) =>
      vi.waitFor(() => {
        expect(payment.state.step).toBe(step)
        for (const word of said) expect(screen.text()).toContain(word)
        expect(screen.findAll('h1')).toHaveLength(1)
      }, patience),
    tap: (label) =>
      vi.waitFor(async () => {
        const button = screen.findAll('button').find((found) => found.text() === label)
        if (!button) throw new Error(`no button ${label} in: ${screen.text()}`)
        if (button.attributes('disabled') !== undefined) throw new Error(`${label} is locked`)
        await button.trigger('click')
      }, patience),
  }
}

/** What the script in the page's head leaves behind. */
function landingOf(at: string): LandingRequest | null {
  const [page, query] = at.split('?')
  const given = new URLSearchParams(query)
  const state = given.get('state')
  if (page !== 'oauth' || !state) return null
  const code = given.get('code')
  const body = JSON.stringify(code ? { code, state } : { state })
  const url = 'http://localhost:3000/pay/api/session'
  const reply = send({ method: 'POST', url, body, headers: {}, timeout: 1000 })
  return {
    state,
    code,
    reply: reply.then((answer) => (typeof answer === 'string' ? null : answer)),
  }
}
