import type { PageEvent } from '@/payment/wire'
import type { WeixinBridge, WindowMethod } from '@/platform/bridge'
import type { Browser, LandingRequest } from '@/platform/browser'
import { createStorage, type Storage } from '@/platform/storage'

export interface FakeClock {
  now(): number
  pause(ms: number, signal: AbortSignal): Promise<void>
  /** Moves time on: everything that was waiting for it continues. */
  pass(ms: number): void
}

/** A clock that stands still until a test lets time pass. */
export function createClock(start: number): FakeClock {
  let now = start
  let waiting: { until: number; goOn: () => void; signal: AbortSignal }[] = []
  return {
    now: () => now,
    pause: (ms, signal) =>
      new Promise((goOn) => {
        waiting.push({ until: now + ms, goOn, signal })
      }),
    pass(ms) {
      now += ms
      const due = waiting.filter(({ until }) => until <= now)
      waiting = waiting.filter(({ until }) => until > now)
      for (const { goOn, signal } of due) if (!signal.aborted) goOn()
    },
  }
}

export interface FakeBrowser extends Browser {
  readonly left: string[]
  readonly copied: string[]
  readonly reported: PageEvent[]
  comeBack(frozen: boolean): void
}

/** Counted over all windows, so that no two get the same. */
let ids = 0

/** A window that records where it was sent instead of going there. */
export function createFakeBrowser(
  clock: FakeClock,
  directory: string,
  landing: LandingRequest | null,
): FakeBrowser {
  const left: string[] = []
  const copied: string[] = []
  const reported: PageEvent[] = []
  const listeners: ((frozen: boolean) => void)[] = []
  return {
    left,
    copied,
    reported,
    directory,
    now: () => clock.now(),
    random: () => 0.5,
    randomId: () => (ids += 1).toString(16).padStart(32, '0'),
    pause: (ms, signal) => clock.pause(ms, signal),
    inView: () => Promise.resolve(),
    onReturn: (listener) => void listeners.push(listener),
    leave: (url) => void left.push(url),
    goHome: (publicUrl) => left.push(publicUrl) > 0,
    reload: () => undefined,
    takeOpening: () => null,
    takeLanding: () => landing,
    copy: (text) => Promise.resolve(copied.push(text) > 0),
    describe(title, language) {
      document.title = title
      document.documentElement.lang = language
    },
    report: (event) => void reported.push(event),
    comeBack: (frozen) => listeners.forEach((listener) => listener(frozen)),
  }
}

export interface FakeBridge {
  readonly opened: object[]
  readonly closed: string[]
  /** Whether WeChat's menu was shown or hidden, for each command. */
  readonly menus: boolean[]
  present: boolean
  find(): WeixinBridge | null
  onReady(listener: () => void): void
  tell(method: WindowMethod): boolean
  arrive(): void
  /** WeChat calls the page back; `sheet` selects an earlier one. */
  answer(message: string, sheet?: number): void
}

/** A WeChat bridge that answers as a test says. */
export function createFakeBridge(present: boolean): FakeBridge {
  const callbacks: ((answer: unknown) => void)[] = []
  const ready: (() => void)[] = []
  const bridge: FakeBridge = {
    opened: [],
    closed: [],
    menus: [],
    present,
    find: () => (bridge.present ? wechat : null),
    onReady: (listener) => void ready.push(listener),
    tell(method) {
      if (bridge.present) wechat.call(method)
      return bridge.present
    },
    arrive() {
      bridge.present = true
      ready.forEach((listener) => listener())
    },
    answer: (message, sheet = callbacks.length - 1) => callbacks[sheet]?.({ err_msg: message }),
  }
  const wechat: WeixinBridge = {
    invoke(method, params, callback) {
      if (method !== 'getBrandWCPayRequest') throw new Error(`unknown method ${method}`)
      bridge.opened.push(params)
      callbacks.push(callback)
    },
    call(method) {
      if (method === 'closeWindow') bridge.closed.push(method)
      else bridge.menus.push(method === 'showOptionMenu')
    },
  }
  return bridge
}

/** Session storage of one tab; a reload keeps it, another tab has its own. */
export function createTab(): Storage {
  const kept = new Map<string, string>()
  const session: Partial<globalThis.Storage> = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }
  return createStorage(() => session as globalThis.Storage)
}
