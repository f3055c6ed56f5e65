/** What is counted of a sheet never comes before it, and never twice. */
import { expect, test } from 'vitest'
import { openSheet } from '@/sheet/open-sheet'
import type { PageEvent } from '@/payment/wire'
import type { Tools } from '@/platform/tools'
import { awaitBridgeToPay } from '@/sheet/await-bridge'
import { chargeId, orderId } from '../../mocks/scenarios'

type Callback = (answer: unknown) => void

/** A phone that notes what is done on it, in its sequence. */
function phone(invoke: (callback: Callback) => void) {
  const done: string[] = []
  const reported: PageEvent[] = []
  const tools = {
    bridge: {
      find: () => ({
        invoke(_method: string, _parameters: object, callback: Callback) {
          done.push('sheet')
          invoke(callback)
        },
      }),
    },
    storage: { set: () => undefined },
    browser: {
      now: () => 0,
      report(told: PageEvent) {
        reported.push(told)
        done.push(`${told.event} ${'kind' in told ? told.kind : ''}`.trim())
      },
    },
  } as unknown as Tools
  return { done, reported, tools }
}

const jsApiParams = {
  appId: 'wx0000000000000000',
  timeStamp: '1',
  nonceStr: 'n',
  package: 'prepay_id=p',
  signType: 'RSA',
  paySign: 's',
} as const
const asked = { orderId, charge: { chargeId, expiresAt: '2026-11-29T12:00:00.000Z', jsApiParams } }

test('the bridge is called before anything is told of it', async () => {
  const { done, tools } = phone((answer) => answer({ err_msg: 'get_brand_wcpay_request:ok' }))
  expect(await openSheet(tools, asked, () => undefined)).toEqual({
    type: 'bridge_answered',
    hint: 'ok',
  })
  expect(done).toEqual(['sheet', 'sheet_asked', 'bridge_answered ok'])
})

test('a bridge that calls back again and again is told of once', async () => {
  const { done, tools } = phone((answer) => {
    answer({ err_msg: 'stopMonitoringBeacons:ok' })
    for (const word of ['cancel', 'cancel', 'ok']) {
      answer({ err_msg: `get_brand_wcpay_request:${word}` })
    }
  })
  await openSheet(tools, asked, () => undefined)
  expect(done).toEqual(['sheet', 'sheet_asked', 'bridge_answered cancel'])
})

test('a bridge that breaks was asked for no sheet', async () => {
  const { done, tools } = phone(() => {
    throw new Error('no bridge after all')
  })
  await openSheet(tools, asked, () => undefined)
  expect(done).toEqual(['sheet'])
})

test('whatever is told of a sheet names its order and its charge', async () => {
  for (const [answer, told] of [
    [{ err_msg: 'get_brand_wcpay_request:fail' }, { event: 'bridge_answered', kind: 'fail' }],
    [{ err_msg: 'system:access_denied' }, { event: 'sheet_denied', kind: 'access_denied' }],
  ] as const) {
    const { reported, tools } = phone((callback) => callback(answer))
    await openSheet(tools, asked, () => undefined)
    expect(reported).toEqual([
      { event: 'sheet_asked', orderId, chargeId },
      { ...told, orderId, chargeId },
    ])
  }
})

test('a bridge that never came is told of with the order that waited for it', async () => {
  const { reported, tools } = phone(() => undefined)
  let time = 0
  const without = {
    ...tools,
    bridge: { find: () => null, onReady: () => undefined },
    browser: {
      ...tools.browser,
      now: () => time,
      pause: async () => Promise.resolve((time += 500)),
    },
  } as unknown as Tools
  await awaitBridgeToPay(without, orderId, new AbortController().signal)
  expect(reported).toEqual([{ event: 'bridge_missing', orderId }])
})
