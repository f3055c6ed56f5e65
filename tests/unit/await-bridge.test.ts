/** The bridge comes when WeChat likes: at once, later with its event, later without one, or never. */
import { expect, test } from 'vitest'
import { awaitBridge, awaitBridgeToPay } from '@/sheet/await-bridge'
import { openSheet } from '@/sheet/open-sheet'
import { setOptionMenu } from '@/sheet/option-menu'
import type { PageEvent } from '@/payment/wire'
import type { Tools } from '@/platform/tools'
import { chargeId, orderId } from '../../mocks/scenarios'

type Invoke = (method: string, params: object, callback: (answer: unknown) => void) => void

/** A phone whose time and bridge are moved by hand. */
function phone() {
  let now = 0
  let found: { invoke: Invoke } | null = null
  const waiting = new Set<() => void>()
  const pauses: { until: number; end: () => void; signal: AbortSignal }[] = []
  const told: string[] = []
  const reported: PageEvent[] = []
  const stored: [string, string][] = []
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve))
  const tools = {
    bridge: {
      find: () => found,
      onReady(listener: () => void, signal: AbortSignal) {
        waiting.add(listener)
        signal.addEventListener('abort', () => waiting.delete(listener))
      },
      tell: (method: string) => told.push(method) > 0,
    },
    storage: { set: (name: string, text: string) => void stored.push([name, text]) },
    browser: {
      now: () => now,
      pause: (ms: number, signal: AbortSignal) =>
        new Promise<void>((end) => pauses.push({ until: now + ms, end, signal })),
      report: (event: PageEvent) => void reported.push(event),
    },
  } as unknown as Tools
  return {
    tools,
    told,
    reported,
    stored,
    /** How many listen for the event now. */
    listening: () => waiting.size,
    comes: (invoke: Invoke = () => undefined) => (found = { invoke }),
    /** WeChat sends its event. */
    event: async () => {
      for (const listener of [...waiting]) listener()
      await settled()
    },
    advance: async (ms: number) => {
      for (const end = now + ms; now < end;) {
        now = Math.min(end, now + 100)
        for (const one of pauses) if (one.until <= now && !one.signal.aborted) one.end()
        await settled()
      }
    },
  }
}

const never = new AbortController().signal

/** What came of it so far; null while it waits. */
function follow<Result>(promise: Promise<Result>) {
  const box: { result: Result | null } = { result: null }
  void promise.then((result) => (box.result = result))
  return box
}

test('a bridge that is there is not waited for', async () => {
  const { tools, comes, listening } = phone()
  comes()
  expect(await awaitBridge(tools, never)).toEqual({ type: 'bridge_ready' })
  expect(listening()).toBe(0)
})

test('the event of its coming is heard at once', async () => {
  const { tools, comes, event, listening } = phone()
  const waits = follow(awaitBridge(tools, never))
  expect(listening()).toBe(1)
  comes()
  await event()
  expect(waits.result).toEqual({ type: 'bridge_ready' })
  expect(listening()).toBe(0)
})

test('without an event it is found within half a second', async () => {
  const { tools, comes, advance, listening } = phone()
  const waits = follow(awaitBridge(tools, never))
  await advance(1_100)
  comes()
  await advance(300)
  expect(waits.result).toBeNull()
  await advance(100)
  expect(waits.result).toEqual({ type: 'bridge_ready' })
  expect(listening()).toBe(0)
})

test('an event without a bridge is believed by nobody, and the bridge is waited for on', async () => {
  const { tools, comes, event, advance, listening } = phone()
  const waits = follow(awaitBridge(tools, never))
  await event()
  expect([waits.result, listening()]).toEqual([null, 1])
  comes()
  await advance(500)
  expect(waits.result).toEqual({ type: 'bridge_ready' })
})

test('after eight seconds it is missing, and nothing listens any more', async () => {
  const { tools, advance, listening, reported } = phone()
  const waits = follow(awaitBridge(tools, never))
  await advance(7_900)
  expect(waits.result).toBeNull()
  await advance(100)
  expect(waits.result).toEqual({ type: 'bridge_missing' })
  expect([listening(), reported]).toEqual([0, []])
})

test('who does not wait any more hears nothing, and nothing is told of it', async () => {
  const { tools, comes, event, advance, listening, reported } = phone()
  const over = new AbortController()
  const waits = follow(awaitBridgeToPay(tools, orderId, over.signal))
  over.abort()
  expect(listening()).toBe(0)
  comes()
  await event()
  await advance(9_000)
  // A pause that is called off never ends, so neither does this.
  expect(waits.result).toBeNull()
  expect([listening(), reported]).toEqual([0, []])
})

test('who had given up before it began is not told of as one without a bridge', async () => {
  const { tools, reported } = phone()
  const over = new AbortController()
  over.abort()
  const event = await awaitBridgeToPay(tools, orderId, over.signal)
  expect([event, reported]).toEqual([{ type: 'bridge_missing' }, []])
})

test('one that came is told of to nobody', async () => {
  const { tools, comes, reported } = phone()
  comes()
  expect(await awaitBridgeToPay(tools, orderId, never)).toEqual({ type: 'bridge_ready' })
  expect(reported).toEqual([])
})

test.each([
  [true, 'showOptionMenu'],
  [false, 'hideOptionMenu'],
])('the menu is shown (%s) once the bridge is there, also minutes later', async (shown, method) => {
  const { tools, comes, event, advance, told, listening } = phone()
  const done = follow(setOptionMenu(tools, shown, never).then(() => 'done'))
  await advance(60_000)
  expect([told, done.result, listening()]).toEqual([[], null, 1])
  comes()
  await event()
  expect([told, done.result]).toEqual([[method], 'done'])
})

test('a menu that nobody wants changed any more is left alone', async () => {
  const { tools, comes, event, advance, told } = phone()
  const over = new AbortController()
  const done = follow(setOptionMenu(tools, false, over.signal).then(() => 'done'))
  await advance(60_000)
  over.abort()
  comes()
  await event()
  expect([told, done.result]).toEqual([[], 'done'])
})

const jsApiParams = {
  appId: 'wx0000000000000000',
  timeStamp: '1',
  nonceStr: 'n',
  package: 'prepay_id=p',
  signType: 'RSA',
  paySign: 's',
} as const
const asked = { orderId, charge: { chargeId, expiresAt: '2026-11-29T12:00:00.000Z', jsApiParams } }

test('the sheet is asked for once, with the signed parameters as they came, and the attempt kept before', () => {
  const { tools, comes, stored } = phone()
  const calls: [string, object, number][] = []
  comes((method, params) => void calls.push([method, params, stored.length]))
  void openSheet(tools, asked, () => undefined)
  expect(calls).toEqual([['getBrandWCPayRequest', jsApiParams, 1]])
  expect(calls[0]?.[1]).toBe(jsApiParams)
  expect(stored[0]?.[1]).toContain(chargeId)
})

test('a sheet that never answers answers nothing, however long', async () => {
  const { tools, comes, advance, reported } = phone()
  comes()
  const waits = follow(openSheet(tools, asked, () => undefined))
  await advance(600_000)
  expect(waits.result).toBeNull()
  expect(reported).toEqual([{ event: 'sheet_asked', orderId, chargeId }])
})

test('noise is no answer: it is told of as noise, and the answer is waited for on', async () => {
  const { tools, comes, advance } = phone()
  let answer: (said: unknown) => void = () => undefined
  comes((_method, _params, callback) => (answer = callback))
  let noises = 0
  const waits = follow(openSheet(tools, asked, () => (noises += 1)))
  answer({ err_msg: 'pre_verify_jsapi:ok' })
  await advance(100)
  expect([noises, waits.result]).toEqual([1, null])
  answer({ err_msg: 'get_brand_wcpay_request:cancel' })
  await advance(100)
  expect(waits.result).toEqual({ type: 'bridge_answered', hint: 'cancel' })
})

test('a bridge that is gone by then, or breaks, opened a sheet or not: nobody knows', async () => {
  const gone = phone()
  expect(await openSheet(gone.tools, asked, () => undefined)).toEqual({
    type: 'bridge_answered',
    hint: 'unknown',
  })
  expect([gone.stored, gone.reported]).toEqual([[], []])
  const broken = phone()
  broken.comes(() => {
    throw new Error('no bridge after all')
  })
  expect(await openSheet(broken.tools, asked, () => undefined)).toEqual({
    type: 'bridge_answered',
    hint: 'unknown',
  })
})
