import type { AxiosAdapter } from 'axios'
import { createPinia } from 'pinia'
import { createApp, type App as VueApp } from 'vue'
import { createMemoryHistory } from 'vue-router'
import type { HttpHandler } from 'msw'
import App from '@/App.vue'
import { createSpeech } from '@/language'
import type { State, Step } from '@/payment/states'
import type { Environment } from '@/payment/arriving-states'
import { createPayment } from '@/payment/flow/payment'
import { usePayment } from '@/payment/flow/store'
import type { LandingRequest } from '@/platform/browser'
import { createHttp } from '@/platform/http'
import { readContact } from '@/platform/merchant-contact'
import type { Send } from '@/platform/send'
import type { Storage } from '@/platform/storage'
import type { Tools } from '@/platform/tools'
import type { Speech } from '@/ui/context'
import { createCheckoutRouter } from '@/router'
import { runEffects } from '@/boot/effect-runner'
import { initialState } from '@/boot/initial-state'
import { handlersOf, type Pace } from './handlers'
import {
  createClock,
  createFakeBridge,
  createFakeBrowser,
  createTab,
  type FakeBridge,
  type FakeBrowser,
  type FakeClock,
} from './fake-phone'
import type { Scenario } from './scenarios'
import { createWorld, type World } from './fake-backend'

export interface Around {
  readonly scenario: Scenario
  readonly environment: Environment
  readonly language: string
  readonly tab: Storage
  /** The phone's storage beyond the tab; empty by default. */
  readonly preferences?: Storage
  /** Another window of the same backend, or the same one later. */
  readonly beside?: Pick<Composed, 'clock' | 'world'> | undefined
  /** Called with each request for an order. */
  readonly onOrder?: (body: unknown, key: string | null) => void
  /** The payment directory. */
  readonly directory: string
  /** Carries a request to the backend that the handlers play. */
  readonly wire: (handlers: HttpHandler[]) => Wire
  readonly pace?: (clock: FakeClock) => Pace
}

/** The two HTTP clients of a page. */
export interface Wire {
  /** For the one request of the page's head. */
  readonly send: Send
  /** For axios. */
  readonly adapter: AxiosAdapter | 'xhr'
}

/** The complete checkout with a fake environment, not mounted yet. */
export interface Composed {
  readonly app: VueApp
  readonly world: World
  readonly clock: FakeClock
  readonly bridge: FakeBridge
  readonly browser: FakeBrowser
  readonly tools: Tools
  readonly speech: Speech
  /** Every step of the payment so far, in order. */
  readonly been: readonly Step[]
  readonly state: () => State
  readonly address: () => string
}

/** The merchant's contact in most scenarios. */
const telephone = '400-820-1234'

/** Noon in China: texts with a time stay the same. */
const noon = Date.parse('2026-11-02T12:00:00+08:00')

/** Assembles the real checkout as `src/boot/main` does, with a phone and a backend whose clock stands still. */
export async function compose(around: Around): Promise<Composed> {
  const { scenario, environment, language, tab, beside, preferences = createTab() } = around
  const clock = beside?.clock ?? createClock(noon)
  const world = beside?.world ?? createWorld(scenario, () => clock.now())
  const { pace = standingPace, onOrder = () => undefined } = around
  const { send, adapter } = around.wire(handlersOf(world, { ...pace(clock), onOrder }))
  const landing = landingOf(scenario.at, around.directory, send)
  const browser = createFakeBrowser(clock, around.directory, landing)
  const bridge = createFakeBridge(scenario.bridge !== 'missing')
  const http = createHttp(browser.directory, adapter)
  const tools = { browser, bridge, storage: tab, preferences, http }

  const history = createMemoryHistory('/pay/')
  const router = createCheckoutRouter(history)
  const pinia = createPinia()
  const taken = browser.takeLanding()
  const payment = createPayment(initialState(scenario.at, taken, tab))
  const been: Step[] = []
  payment.follow(({ step }) => been.push(step))
  const apply = runEffects(payment, { tools, environment, landing: taken })
  usePayment(pinia).show(payment)
  history.replace(`/${scenario.at}`)
  const contact = readContact(scenario.contact ?? telephone)
  const speech = await createSpeech(preferences, 'MicroMessenger', language)
  return {
    app: createApp(App, { speech, tools, environment, contact, apply }).use(pinia).use(router),
    world,
    clock,
    bridge,
    browser,
    tools,
    speech,
    been,
    state: () => payment.state,
    address: () => router.currentRoute.value.fullPath,
  }
}

/** Whatever takes time waits for the clock to be moved; a long poll is answered as if its time were up. */
export function standingPace(clock: FakeClock): Pace {
  const never = new AbortController().signal
  return { delay: (ms) => clock.pause(ms, never), hold: () => Promise.resolve() }
}

/** What the script in the page's head leaves behind. */
function landingOf(at: string, directory: string, send: Send): LandingRequest | null {
  const [page, query] = at.split('?')
  const given = new URLSearchParams(query)
  const state = given.get('state')
  if (page !== 'oauth' || !state) return null
  const code = given.get('code')
  const body = JSON.stringify(code ? { code, state } : { state })
  const reply = send({
    method: 'POST',
    url: `${directory}api/session`,
    body,
    headers: {},
    timeout: 1000,
  })
  return {
    state,
    code,
    reply: reply.then((answer) => (typeof answer === 'string' ? null : answer)),
  }
}
