/** What a payer's page says of its sheet stands in the order's story, as no more than what it says. */
import { describe, expect, test } from 'vitest'
import { runInspect } from '../../server/commands/inspect/run-inspect'
import { mostOfOwnCharge, mostPageEvents } from '../../server/store/rows/page-events'
import { freshDatabase, kinds, type Kind } from './support/databases'
import { chargedOrder } from './support/paid-order'
import { pagesOf } from './support/told-by-pages'

async function scene(kind: Kind) {
  const database = await freshDatabase(kind)
  const checkout = await chargedOrder(kind, { orderNo: 'A-1' }, {}, { database })
  const { orderId } = checkout.order
  const { chargeId } = checkout.charge
  const story = async (orderNo = 'A-1') =>
    (await runInspect({ database: database.location }, orderNo)).out
  const pageSays = async (orderNo?: string) =>
    (await story(orderNo)).split('\n').flatMap((line) => {
      const [, what] = /the page says that (.*)$/.exec(line) ?? []
      return what === undefined ? [] : [what]
    })
  return { ...checkout, ...pagesOf(checkout), about: { orderId, chargeId }, story, pageSays }
}

describe.each(kinds)('what a page says, on the %s database', (kind) => {
  test('is told at its time, and changes nothing', async () => {
    const { tell, about, story, pageSays, read } = await scene(kind)
    const { chargeId, orderId } = about
    const before = await read()
    expect(await tell({ event: 'bridge_missing', orderId })).toBe(204)
    expect(await tell({ event: 'sheet_asked', ...about })).toBe(204)
    await tell({ event: 'sheet_denied', kind: 'no_permission', ...about })
    await tell({ event: 'bridge_answered', kind: 'cancel', ...about })
    await tell({ event: 'bridge_answered', kind: 'ok', ...about })
    await expect
      .poll(() => pageSays(), { timeout: 10_000 })
      .toEqual([
        'WeChat’s bridge did not appear',
        `it asked WeChat for the sheet  ${chargeId}`,
        `WeChat refused the sheet: no_permission  ${chargeId}`,
        `the bridge answered cancel  ${chargeId}`,
        `the bridge answered ok  ${chargeId}`,
      ])
    const told = await story()
    expect(told.indexOf('charge created')).toBeLessThan(told.indexOf('the page says'))
    expect(told.indexOf('the page says')).toBeLessThan(told.indexOf('charge expires'))
    expect({ ...(await read()), now: before.now }).toEqual(before)
  })

  test('is kept of an order up to a bound, whoever sends it, and of the next order all the same', async () => {
    const { tell, about, story, pageSays, merchant, rowsOf } = await scene(kind)
    for (let n = 0; n < mostPageEvents + 10; n += 1) await tell({ event: 'sheet_asked', ...about })
    const other = await merchant.placed({ orderNo: 'A-2' })
    await tell({ event: 'bridge_missing', orderId: other.orderId })
    await expect.poll(() => pageSays('A-2'), { timeout: 10_000 }).toHaveLength(1)
    expect(await pageSays()).toHaveLength(mostPageEvents)
    expect(await story()).toContain('later reports of the page were not stored')
    expect(await story('A-2')).not.toContain('were not stored')
    // Full before, and after another round.
    await tell({ event: 'sheet_asked', ...about })
    await tell({ event: 'bridge_missing', orderId: other.orderId })
    await expect.poll(() => pageSays('A-2'), { timeout: 10_000 }).toHaveLength(2)
    expect(await rowsOf('page_events')).toBe(mostPageEvents + 2)
  })

  test('is kept of its own charge, whoever else has filled the order’s lines', async () => {
    const { tell, about, pageSays, payer, phone, rowsOf, sandbox } = await scene(kind)
    const plain = { 'content-type': 'text/plain' }
    const stranger = phone()
    const [, somebodyElse] = sandbox.payers
    if (!somebodyElse) throw new Error('the sandbox has one person only')
    sandbox.wechat.holder = somebodyElse
    await stranger.signedIn(`checkout?order=${about.orderId}`)
    for (let n = 0; n < mostPageEvents + 5; n += 1) {
      const { status } = await stranger.post(
        'api/events',
        { event: 'sheet_asked', ...about },
        plain,
      )
      expect(status).toBe(204)
    }
    await expect.poll(() => rowsOf('page_events'), { timeout: 10_000 }).toBe(mostPageEvents)
    for (let n = 0; n < mostOfOwnCharge + 5; n += 1) {
      await payer.post('api/events', { event: 'bridge_answered', kind: 'cancel', ...about }, plain)
    }
    await tell({ event: 'bridge_missing', ...about })
    const all = mostPageEvents + mostOfOwnCharge
    await expect.poll(() => rowsOf('page_events'), { timeout: 10_000 }).toBe(all)
    const told = (await pageSays()).filter((line) => line.startsWith('the bridge answered cancel'))
    expect(told).toHaveLength(mostOfOwnCharge)
  })

  test('leaves others their lines, where its payer has filled those of the charge', async () => {
    const { tell, about, pageSays, payer, rowsOf } = await scene(kind)
    const plain = { 'content-type': 'text/plain' }
    for (let n = 0; n < mostOfOwnCharge; n += 1) {
      await payer.post('api/events', { event: 'sheet_asked', ...about }, plain)
    }
    await expect.poll(() => rowsOf('page_events'), { timeout: 10_000 }).toBe(mostOfOwnCharge)
    await tell({ event: 'bridge_missing', ...about })
    await expect.poll(() => pageSays(), { timeout: 10_000 }).toHaveLength(mostOfOwnCharge + 1)
  })

  test('of an order that does not exist is answered the same, and left out', async () => {
    const { tell, about, pageSays, merchant, rowsOf } = await scene(kind)
    const other = await merchant.placed({ orderNo: 'A-2' })
    expect(await tell({ event: 'sheet_asked', orderId: 'A'.repeat(22) })).toBe(204)
    // Another order's charge is none of this one.
    await tell({ event: 'sheet_asked', orderId: other.orderId, chargeId: about.chargeId })
    await expect
      .poll(() => pageSays('A-2'), { timeout: 10_000 })
      .toEqual(['it asked WeChat for the sheet'])
    expect(await pageSays()).toEqual([])
    expect(await rowsOf('page_events')).toBe(1)
  })
})

test('a page of the build before, which names no order, is counted as before', async () => {
  const { tell, about, pageSays, merchant, rowsOf } = await scene('embedded')
  expect(await tell({ event: 'bridge_answered', kind: 'fail' })).toBe(204)
  await tell({ event: 'bridge_answered', kind: 'fail', ...about })
  await expect.poll(() => pageSays(), { timeout: 10_000 }).toHaveLength(1)
  expect(await rowsOf('page_events')).toBe(1)
  expect(await merchant.metrics()).toContain(
    'checkout_page_events_total{event="bridge_answered",kind="fail"} 2',
  )
})

test('of a page of the next build, what is known of it is kept, and the rest left out', async () => {
  const { send, about, pageSays, rowsOf } = await scene('embedded')
  const denied = { event: 'sheet_denied', ...about }
  for (const sent of [
    { ...denied, event: 'paid' },
    { ...denied, kind: 'brand_new' },
    { ...denied, kind: 'no_support', orderNo: 'A-1' },
  ]) {
    expect(await send(JSON.stringify(sent))).toBe(204)
  }
  await expect
    .poll(() => pageSays(), { timeout: 10_000 })
    .toEqual([
      `WeChat refused the sheet: other  ${about.chargeId}`,
      `WeChat refused the sheet: no_support  ${about.chargeId}`,
    ])
  expect(await rowsOf('page_events')).toBe(2)
})

test.each([
  ['a number for an order', { orderId: 1 }],
  ['a list of orders', { orderId: ['A'.repeat(22)] }],
  ['an order’s id that is too long', { orderId: 'A'.repeat(23) }],
  ['an order’s id with a sign in it', { orderId: `${'A'.repeat(21)}'` }],
  ['no charge where one is named', { chargeId: null }],
  ['a charge’s id that is too long', { chargeId: 'c'.repeat(65) }],
  ['a charge’s id with a control code', { chargeId: 'c\u001b[2J' }],
])('%s is refused, neither counted nor kept', async (_, wrong) => {
  const { send, about, merchant, rowsOf, tell, pageSays } = await scene('embedded')
  const body = JSON.stringify({ event: 'sheet_asked', ...about, ...wrong })
  expect(await send(body)).toBe(400)
  expect(await send(body.padEnd(2_000))).toBe(413)
  expect(await merchant.metrics()).not.toMatch(/page_events_total\{event="sheet_asked".*\} [1-9]/)
  await tell({ event: 'bridge_missing', ...about })
  await expect.poll(() => pageSays(), { timeout: 10_000 }).toHaveLength(1)
  expect(await rowsOf('page_events')).toBe(1)
})
