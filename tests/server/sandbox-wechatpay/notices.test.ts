import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readNotice } from './own-client'
import { hours, openShop, seconds } from './shop'
import type { Shop } from './shop'

let shop: Shop
beforeEach(async () => {
  shop = await openShop()
})
afterEach(() => shop.leave())

const flush = () => shop.wechatpay.flushNotices()
const readAll = () => Promise.all(shop.heard.map((notice) => readNotice(shop, notice)))

/** Milliseconds from each send to the next. */
async function gapsUntilGivenUp(): Promise<number[]> {
  const [notice] = shop.wechatpay.notices()
  const gaps: number[] = []
  while (notice && notice.state === 'waiting') {
    shop.wait(notice.dueAt - shop.now())
    const before = shop.now()
    await flush()
    if (notice.dueAt > before) gaps.push(notice.dueAt - before)
  }
  return gaps
}

describe('a notice', () => {
  test('of a payment is read by our own webhook', async () => {
    const number = await shop.aPaidOrder()
    await flush()
    expect(await readAll()).toMatchObject([
      {
        event: {
          kind: 'payment',
          order: { chargeNumber: number, state: 'succeeded', total: 1250, currency: 'CNY' },
        },
      },
    ])
  })

  test('of a payment says what it was when it was made, whatever was refunded since', async () => {
    const number = await shop.aPaidOrder()
    await shop.refund(shop.aRefund(number, 300))
    await shop.wechatpay.sendNotice(number)
    expect(shop.wechatpay.notices().at(-1)?.plain).toMatchObject({ trade_state: 'SUCCESS' })
  })

  test.each([
    ['', 'REFUND.SUCCESS'],
    ['CLOSED', 'REFUND.CLOSED'],
    ['ABNORMAL', 'REFUND.ABNORMAL'],
  ])('of a refund that ends %j is %s, read by our own webhook', async (end, type) => {
    shop.faults.set({ wxpay_refund_ends: end })
    const number = await shop.aPaidOrder()
    await flush()
    await shop.refund(shop.aRefund(number, 300, { out_refund_no: 'rf1' }))
    shop.wechatpay.finishRefunds()
    await flush()
    const [, notice] = shop.heard
    expect(JSON.parse(notice?.body ?? '{}')).toMatchObject({ event_type: type })
    expect((await readAll())[1]).toMatchObject({ event: { kind: 'refund' } })
  })

  test('goes to the refund’s own address where it has one', async () => {
    const number = await shop.aPaidOrder()
    const url = 'https://shop.example.com/refunds'
    await shop.refund(shop.aRefund(number, 300, { notify_url: url }))
    shop.wechatpay.finishRefunds()
    expect(shop.wechatpay.notices().map((one) => new URL(one.url).pathname)).toEqual([
      '/pay/api/webhooks/wechatpay',
      '/refunds',
    ])
  })

  test('is of money alone: nothing is told of a close, or of what is not paid', async () => {
    const { number } = await shop.anOpenOrder()
    await shop.close(number)
    expect(shop.wechatpay.notices()).toHaveLength(0)
    expect(await shop.wechatpay.sendNotice(number)).toBeNull()
  })
})

describe('the retries', () => {
  test('come after the documented gaps, fifteen of them within 24 hours and 4 minutes', async () => {
    shop.acknowledgement = 500
    await shop.aPaidOrder()
    const gaps = await gapsUntilGivenUp()
    expect(gaps.map((gap) => gap / 1000)).toEqual([
      15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600,
    ])
    expect(gaps.reduce((sum, gap) => sum + gap, 0)).toBe(24 * hours + 240 * seconds)
    expect(shop.heard).toHaveLength(16)
    expect(shop.wechatpay.notices()).toMatchObject([{ state: 'given_up' }])
  })

  test.each([200, 204])('end with %i', async (status) => {
    shop.acknowledgement = status
    await shop.aPaidOrder()
    await flush()
    await flush()
    expect(shop.heard).toHaveLength(1)
  })

  test.each([201, 302, 401, 500])('go on after %i', async (status) => {
    shop.acknowledgement = status
    await shop.aPaidOrder()
    await flush()
    await flush()
    expect(shop.heard).toHaveLength(2)
    expect(shop.heard[1]?.body).toBe(shop.heard[0]?.body)
  })

  test('are signed anew each time, so that the last one is as fresh as the first', async () => {
    shop.acknowledgement = 500
    await shop.aPaidOrder()
    await flush()
    shop.wait(3 * hours)
    await flush()
    const last = shop.heard.at(-1)
    expect(last && (await readNotice(shop, last))).toMatchObject({ event: { kind: 'payment' } })
  })
})

describe('a notice can be bent', () => {
  test.each([
    ['unsigned', 'missing_header'],
    ['tampered', 'bad_signature'],
    ['stranger', 'bad_signature'],
    ['stale', 'stale'],
    ['unknown_serial', 'unknown_serial'],
    ['tag', 'unopened'],
  ])('%s: %s', async (bend, refused) => {
    shop.faults.set({ wxpay_notices: bend })
    await shop.aPaidOrder()
    await flush()
    expect(await readAll()).toEqual([{ refused }])
  })

  test('by a probe, after which the genuine one follows', async () => {
    shop.acknowledgement = 500
    shop.faults.set({ wxpay_notices: 'probe' })
    await shop.aPaidOrder()
    await flush()
    await flush()
    expect(await readAll()).toMatchObject([{ refused: 'probe' }, { event: { kind: 'payment' } }])
  })

  test('by coming twice', async () => {
    shop.faults.set({ wxpay_notices: 'twice' })
    await shop.aPaidOrder()
    await flush()
    expect(shop.heard.map(({ body }) => body)).toEqual(Array(2).fill(shop.heard[0]?.body))
  })

  test('by being lost until the line is mended', async () => {
    shop.faults.set({ wxpay_notices: 'lost' })
    await shop.aPaidOrder()
    await flush()
    expect(shop.heard).toHaveLength(0)
    shop.faults.reset()
    await flush()
    expect(shop.heard).toHaveLength(1)
  })

  test('by being late', async () => {
    shop.faults.set({ wxpay_notices: 'late' })
    await shop.aPaidOrder()
    expect(shop.wechatpay.notices()[0]?.dueAt).toBe(shop.now() + 20 * seconds)
  })

  test('by being signed with a certificate during a change-over', async () => {
    shop.faults.set({ wxpay_notices_by_certificate: true })
    await shop.aPaidOrder()
    await flush()
    const { certificate } = shop.wechatpay.account
    expect(shop.heard[0]?.headers['Wechatpay-Serial']).toBe(certificate?.serial)
    expect(await readAll()).toMatchObject([{ event: { kind: 'payment' } }])
  })
})

test('the panel shows a notice sealed and opened, and what was signed', async () => {
  await shop.aPaidOrder()
  await flush()
  const message = shop.sandbox.messages.list().at(-1)
  expect(message).toMatchObject({ from: 'wechatpay', to: 'checkout', signatureHolds: true })
  expect(message?.request).toContain('"ciphertext"')
  expect(message?.request).toContain('"trade_state": "SUCCESS"')
  expect(message?.signed).toMatch(/^\d{10}\n[0-9a-f]{32}\n\{"id":/)
})
