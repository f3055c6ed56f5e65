/** What is counted of a sheet never comes before it, and never twice. */
import { expect, test } from 'vitest'
import { openSheet } from '@/sheet/open-sheet'
import type { Tools } from '@/platform/outside'
import { chargeId, orderId } from '../../mocks/scenarios'

type Callback = (answer: unknown) => void

/** A phone that notes what is done on it, in its sequence. */
function phone(invoke: (callback: Callback) => void) {
  const done: string[] = []
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
      report: ({ event, kind = '' }: { event: string; kind?: string }) =>
        void done.push(`${event} ${kind}`.trim()),
    },
  } as unknown as Tools
  return { done, tools }
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
