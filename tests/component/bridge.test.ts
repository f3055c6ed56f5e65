import { afterEach, expect, test } from 'vitest'
import { createBridgeDoor } from '@/platform/bridge'

const put = (bridge: unknown) => Reflect.set(window, 'WeixinJSBridge', bridge)
const ready = () => document.dispatchEvent(new Event('WeixinJSBridgeReady'))

afterEach(() => void Reflect.deleteProperty(window, 'WeixinJSBridge'))

test('the bridge is what WeChat puts into the window, whenever it does', () => {
  const door = createBridgeDoor(window)
  expect(door.find()).toBeNull()
  const bridge = { invoke: () => undefined, call: () => undefined }
  put(bridge)
  expect(door.find()).toBe(bridge)
})

test.each([null, undefined, 'bridge', {}, { invoke: 'soon' }, () => undefined])(
  'what cannot be asked for a sheet is no bridge: %s',
  (found) => {
    put(found)
    expect(createBridgeDoor(window).find()).toBeNull()
  },
)

test('its coming is told until nobody listens any more', () => {
  const over = new AbortController()
  let heard = 0
  createBridgeDoor(window).onReady(() => (heard += 1), over.signal)
  expect(heard).toBe(0)
  ready()
  expect(heard).toBe(1)
  over.abort()
  ready()
  expect(heard).toBe(1)
})

test('a command is sent, and it is said where it could not be', () => {
  const door = createBridgeDoor(window)
  expect(door.tell('closeWindow')).toBe(false)
  const sent: string[] = []
  put({ invoke: () => undefined, call: (method: string) => sent.push(method) })
  expect(door.tell('hideOptionMenu')).toBe(true)
  expect(sent).toEqual(['hideOptionMenu'])
  put({
    invoke: () => undefined,
    call: () => {
      throw new TypeError('not on this system')
    },
  })
  expect(door.tell('showOptionMenu')).toBe(false)
})
