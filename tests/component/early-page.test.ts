import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { createMemoryHistory } from 'vue-router'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import App from '@/App.vue'
import { drawable, type Drawable } from '@/boot/before-app'
import { createEarlyPage } from '@/boot/early-page'
import { createSpeech } from '@/language'
import { languageTags, type Language } from '@/locales/language'
import { attemptKey, writeAttempt } from '@/payment/attempt'
import { known, type KnownOrder } from '@/payment/timed-order'
import { createPayment } from '@/payment/flow/payment'
import { usePayment } from '@/payment/flow/store'
import type { State, StateAt } from '@/payment/states'
import type { Wish } from '@/payment/paying-states'
import { createHttp } from '@/platform/http'
import { createStorage } from '@/platform/storage'
import { createCheckoutRouter } from '@/router'
import { createClock, createFakeBridge, createFakeBrowser, createTab } from '../../mocks/fake-phone'
import { noon, order as plainOrder, samples } from '../unit/samples'
import type { ScenarioName } from '../../mocks/scenarios'
import { open, patience, type How, type Opened } from './open'
import { say } from '../say'

const language = (tag: string) => ({ language: tag })
const picture = { picture: 'items/coffee.svg' }

/** Each a state that both can show: how it is come to, and what the payer has done by then. */
const looks: readonly (readonly [what: string, ScenarioName, How, tapped: boolean])[] = [
  ...languageTags.map((tag) => [`an order in ${tag}`, 'happy', language(tag), false] as const),
  ['an item with its picture', 'happy', picture, false],
  ['an order in its last minutes', 'happy', { endsIn: 300 }, false],
  ['a sheet that was tapped for', 'happy', {}, true],
]

/** What is on a page for who looks at it: without what only the app can do, and what its tools write. */
function drawing(root: Element): string {
  const copy = root.cloneNode(true) as Element
  for (const extra of copy.querySelectorAll('.language > *, .small > .spoken')) extra.remove()
  for (const element of copy.querySelectorAll('*')) {
    const kept = ['class', 'src', 'role', 'type', 'aria-disabled'].map((name) => {
      return [name, element.getAttribute(name)] as const
    })
    for (const { name } of [...element.attributes]) element.removeAttribute(name)
    for (const [name, value] of kept) if (value) element.setAttribute(name, value)
  }
  return copy.innerHTML
    .replace(/<!--.*?-->/g, '')
    .replace(/>\s+/g, '>')
    .replace(/\s+</g, '<')
    .replace(/ class="clock"| data-v-\w+=""/g, '')
    .trim()
}

/** A place for what stands in the page, and what draws there. */
function earlyPage(tag: string, now: () => number) {
  document.getElementById('early')?.parentElement?.remove()
  const place = document.createElement('div')
  place.innerHTML = '<div id="boot"></div><div id="early"></div>'
  document.body.append(place)
  Object.defineProperty(navigator, 'language', { value: tag, configurable: true })
  const page = createEarlyPage(window, now)
  onTestFinished(() => place.remove())
  const drawn = () => {
    const found = place.querySelector('#early')
    if (!found) throw new Error('there is no place to draw')
    return found
  }
  return { page, drawn, isHidden: () => place.querySelector<HTMLElement>('#boot')?.hidden }
}

/** The same state drawn by what stands in the page. */
function early(state: State, tag: string, now: () => number): Element {
  const { page, drawn } = earlyPage(tag, now)
  page.show(state, () => undefined)
  return drawn()
}

async function shown(name: ScenarioName, how: How, tapped: boolean): Promise<Opened> {
  const opened = await open(name, how)
  await opened.reads('ready')
  if (!tapped) return opened
  await opened.tap(say.pay)
  await opened.reads('sheet')
  return opened
}

describe('the page before the app draws what the app draws', () => {
  test.each(looks)('%s', async (_what, name, how, tapped) => {
    const opened = await shown(name, how, tapped)
    const theirs = opened.screen.get('[data-step]').element
    const ours = early(opened.state(), how.language ?? 'zh-CN', () => opened.clock.now())
    expect(drawing(ours)).toBe(drawing(theirs))
  })
})

const both = [true, false]
const wishes = Object.keys({ tap: true, auto: true, renew: true } satisfies Record<Wish, true>)

/** Every state that both can draw, in each way that it can be in: a step that is added needs a line here. */
function everyLook(order: KnownOrder) {
  const { charge } = samples.sheet
  const { poll } = samples.ready
  return {
    ready: [{ step: 'ready', order, notice: 'none', poll }],
    charging: (wishes as Wish[]).map((wish) => ({ step: 'charging', order, wish })),
    bridging: both.map((tapped) => ({ step: 'bridging', order, charge, tapped })),
    sheet: both.flatMap((tapped) =>
      both.map((quiet) => ({ ...samples.sheet, order, tapped, quiet })),
    ),
  } satisfies { readonly [S in Drawable['step']]: readonly StateAt<S>[] }
}

const orders: Readonly<Record<string, KnownOrder>> = {
  plain: plainOrder,
  'in detail': { ...plainOrder, body: '大杯，热' },
  'an item with its picture': { ...plainOrder, body: '大杯，热', picture: 'items/coffee.svg' },
  'in its last minutes': known(
    { ...plainOrder, expiresAt: new Date(noon + 299_000).toISOString() },
    noon,
  ),
}

const described = Object.entries(orders).flatMap(([what, order]) =>
  Object.values(everyLook(order))
    .flat()
    .map((state: Drawable) => {
      const [wish, tapped, quiet] = [
        'wish' in state ? state.wish : '',
        'tapped' in state && state.tapped ? 'tapped' : '',
        'quiet' in state && state.quiet ? 'quiet' : '',
      ]
      return { what, look: [state.step, wish, tapped, quiet].filter(Boolean).join(', '), state }
    }),
)

/** A state drawn by the app, which does nothing there. */
async function late(state: State, language: Language): Promise<Element> {
  const clock = createClock(noon)
  const browser = createFakeBrowser(clock, 'http://localhost:3000/pay/', null)
  const http = createHttp(browser.directory, () => new Promise(() => undefined))
  const [storage, preferences, bridge] = [createTab(), createTab(), createFakeBridge(true)]
  const pinia = createPinia()
  usePayment(pinia).show(createPayment(state))
  const app = createApp(App, {
    speech: await createSpeech(preferences, 'MicroMessenger', language),
    tools: { browser, bridge, storage, preferences, http },
    contact: null,
    environment: 'wechat',
    apply: () => undefined,
  })
  const root = document.createElement('div')
  document.body.append(root)
  app
    .use(pinia)
    .use(createCheckoutRouter(createMemoryHistory('/pay/')))
    .mount(root)
  onTestFinished(() => {
    app.unmount()
    root.remove()
  })
  return vi.waitFor(() => {
    const drawn = root.querySelector(`[data-step="${state.step}"]`)
    if (!drawn?.querySelector('h1')) throw new Error('nothing has been drawn yet')
    return drawn
  }, patience)
}

describe.each(languageTags)('each of its states, in %s, as the app draws it', (language) => {
  test.each(described)('$what, $look', async ({ state }) => {
    const theirs = await late(state, language)
    const ours = early(state, language, () => noon)
    expect(drawing(ours)).toBe(drawing(theirs))
  })
})

test('no state is drawn that is not compared', () => {
  const drawn = Object.values(samples).filter((state) => {
    const { page, drawn: place } = earlyPage('zh-CN', () => noon)
    page.show(state, () => undefined)
    const isDrawn = place().innerHTML !== ''
    expect(isDrawn).toBe(drawable(state) !== null)
    return isDrawn
  })
  expect(drawn.map(({ step }) => step).sort()).toEqual(Object.keys(everyLook(plainOrder)).sort())
})

describe('an order that came with the page', () => {
  afterEach(() => sessionStorage.clear())
  const { orderId } = plainOrder
  const attempt = writeAttempt({ orderId, chargeId: 'c1', startedAt: noon })

  test('is shown, with a button that does nothing yet', () => {
    const { page, drawn, isHidden } = earlyPage('zh-CN', () => noon)
    page.expect(plainOrder)
    expect(drawn().querySelector('.button')?.getAttribute('aria-disabled')).toBe('true')
    expect(isHidden()).toBe(true)
  })

  test('is not shown where an attempt was kept: the app tells first what became of it', async () => {
    createStorage(() => sessionStorage).set(attemptKey(orderId), attempt)
    const { page, drawn, isHidden } = earlyPage('zh-CN', () => noon)
    page.expect(plainOrder)
    const resumed = { ...samples.confirming, resumed: true }
    const walk: State[] = [samples.loading, resumed, { ...samples.ready, notice: 'resumed' }]
    for (const state of walk) {
      page.show(state, () => undefined)
      expect(drawn().innerHTML, state.step).toBe('')
      expect(isHidden()).toBe(false)
    }
    const asked = await late(resumed, 'zh-CN')
    expect(asked.querySelector('.button')).toBeNull()
    const offered = await late({ ...samples.ready, notice: 'resumed' }, 'zh-CN')
    expect(offered.textContent).toContain(say.resumed)
  })

  test('of another order than the one that was attempted is shown', () => {
    createStorage(() => sessionStorage).set(attemptKey('another'), attempt)
    const { page, drawn } = earlyPage('zh-CN', () => noon)
    page.expect(plainOrder)
    expect(drawn().querySelector('h1')?.textContent).toContain('山上咖啡')
  })
})
