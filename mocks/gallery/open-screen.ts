import { getResponse } from 'msw'
import type { Send } from '@/platform/send'
import { compose, standingPace, type Around, type Composed } from '../compose-app'
import { createTab } from '../fake-phone'
import { adapterOver } from './axios-adapter'
import { scenarios } from '../scenarios'
import type { Screen } from './screen'
import { act } from './perform-action'
import { enlarge, typeMore } from './line-breaks/longest-values'

export interface Opening {
  readonly root: Element
  readonly language: string
  /** In ms: the delay of every request, by the real clock. */
  readonly lag?: number
  /** With the largest amounts and long names. */
  readonly grand?: boolean
  /** MERCHANT_CONTACT, instead of the scenario's. */
  readonly contact?: string
}

export interface OpenScreen extends Composed {
  readonly root: Element
  /** Requests under way, except those that wait for the fake clock. */
  readonly busy: () => number
}

/**
 * Opens the checkout with the scenario of a screen and performs the actions that lead there; resolves once
 * nothing is under way.
 */
export async function openScreen(screen: Screen, opening: Opening): Promise<OpenScreen> {
  const { root, language, lag = 0, grand = false, contact } = opening
  const traffic = countTraffic(lag)
  const tab = createTab()
  for (const [key, value] of Object.entries(screen.kept ?? {})) tab.set(key, value)
  const scenario = grand ? enlarge(scenarios[screen.scenario]) : scenarios[screen.scenario]
  const composed = await compose({
    scenario: { ...scenario, ...(contact !== undefined && { contact }) },
    environment: screen.environment ?? 'wechat',
    language,
    tab,
    directory: 'https://shop.example.com/pay/',
    ...traffic,
  })
  composed.app.mount(root)
  const opened = { ...composed, root, busy: traffic.busy }
  await settled(opened)
  for (const done of screen.acts ?? []) {
    act(opened, grand ? typeMore(done) : done)
    await settled(opened)
  }
  return opened
}

interface Traffic extends Required<Pick<Around, 'wire' | 'pace'>> {
  readonly busy: () => number
}

/** Answers within the page; what waits for the fake clock does not count as under way. */
function countTraffic(lag: number): Traffic {
  let [under, held] = [0, 0]
  return {
    busy: () => under - held,
    wire: (handlers) => {
      const send: Send = async (exchange) => {
        under += 1
        if (lag > 0) await wait(lag)
        const reply = await answered(handlers, exchange)
        under -= 1
        return reply
      }
      return { send, adapter: adapterOver(send) }
    },
    pace: (clock) => {
      const { delay, hold } = standingPace(clock)
      return {
        hold,
        delay: async (ms) => {
          held += 1
          await delay(ms)
          held -= 1
        },
      }
    },
  }
}

async function answered(
  handlers: Parameters<Around['wire']>[0],
  { method, url, body, headers }: Parameters<Send>[0],
): ReturnType<Send> {
  const response = await getResponse(handlers, new Request(url, { method, body, headers }))
  if (!response) throw new Error(`nobody answers ${method} ${url}`)
  if (response.type === 'error') return 'offline'
  const retryAfter = response.headers.get('Retry-After')
  return { status: response.status, body: await response.text(), retryAfter }
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Resolves when no request is under way and the page shows the payment's state. */
async function settled({ root, busy, state }: OpenScreen): Promise<void> {
  for (let quiet = 0, looks = 0; quiet < 3; looks += 1) {
    if (looks > 3000) throw new Error(`the screen does not come to rest at ${state().step}`)
    const before = state()
    await wait(10)
    const shown = root.querySelector('[data-step]')?.getAttribute('data-step')
    const still = busy() === 0 && before === state() && shown === before.step
    quiet = still && root.querySelector('h1') ? quiet + 1 : 0
  }
}
