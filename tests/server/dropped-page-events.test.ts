/** What a page says is dropped wherever keeping it would cost anybody anything. */
import { describe, expect, test } from 'vitest'
import { createPageEventWriter } from '../../server/scheduled/write-page-events'
import { createPageEventStore, type PageEventStore } from '../../server/store/page-events'
import { later, oldStore } from './archive/shelf'
import { openBreakable } from './faults/breakable'
import { kinds } from './support/databases'
import { t0 } from './support/rows'
import { pagesOf } from './support/told-by-pages'

const orderId = 'A'.repeat(22)

/** Beats when it is told to. */
function keeper(keep: PageEventStore['keep']) {
  const warnings: object[] = []
  let beat = () => {}
  const keeping = createPageEventWriter({
    store: { keep },
    clock: {
      now: () => t0,
      every(_ms, each) {
        beat = each
        return () => {
          beat = () => {}
        }
      },
    },
    log: {
      info: () => undefined,
      warn: (fields) => void warnings.push(fields),
      error: () => undefined,
    },
  })
  keeping.start()
  return { ...keeping, beat: () => beat(), warnings }
}

test('a database that does not answer holds up nobody, and only so many are held for it', async () => {
  let answer = () => {}
  const written: number[] = []
  const { note, beat, stop, warnings } = keeper((events) => {
    written.push(events.length)
    if (written.length > 1) return Promise.resolve()
    return new Promise((resolve) => {
      answer = resolve
    })
  })
  note({ event: 'sheet_asked', orderId })
  beat()
  for (let n = 0; n < 5_000; n += 1) note({ event: 'sheet_asked', orderId })
  beat()
  expect(written).toEqual([1])
  expect(warnings).toEqual([{ kind: 'too many', leftOut: 0 }])
  answer()
  await stop()
  expect(written.reduce((sum, count) => sum + count, 0)).toBe(1_001)
  expect(Math.max(...written)).toBe(50)
})

test('what could not be written is dropped, said once, and the next is written', async () => {
  const written: string[] = []
  let isBroken = true
  const { note, beat, stop, warnings } = keeper((events) => {
    if (isBroken) return Promise.reject(new Error('gone'))
    written.push(...events.map((one) => one.event))
    return Promise.resolve()
  })
  note({ event: 'sheet_asked', orderId })
  beat()
  await expect.poll(() => warnings).toMatchObject([{ kind: 'not written' }])
  isBroken = false
  note({ event: 'bridge_missing', orderId })
  await stop()
  expect(written).toEqual(['bridge_missing'])
})

test('a stop waits for what is being written', async () => {
  let answer = () => {}
  const { note, beat, stop } = keeper(
    () =>
      new Promise((resolve) => {
        answer = resolve
      }),
  )
  note({ event: 'sheet_asked', orderId })
  beat()
  let isOver = false
  const stopped = stop().then(() => (isOver = true))
  await new Promise((resolve) => setImmediate(resolve))
  expect(isOver).toBe(false)
  answer()
  await stopped
})

test('what was said up to a month ago is asked to be kept, and after the stop nothing is written', async () => {
  const since: number[] = []
  const { note, beat, stop } = keeper((_events, before) => {
    since.push(before)
    return Promise.resolve()
  })
  note({ event: 'sheet_asked', orderId })
  await stop()
  expect(since).toEqual([t0 - 30 * 24 * 3_600_000])
  note({ event: 'sheet_asked', orderId })
  beat()
  expect(since).toHaveLength(1)
})

describe.each(kinds)('on the %s database', (kind) => {
  test('a page is answered as ever while nothing can be written', async () => {
    const { checkout, breakIt } = await openBreakable(kind)
    const { merchant, rowsOf, log } = checkout
    const { orderId: id } = await merchant.placed()
    const { tell } = pagesOf(checkout)
    const mend = await breakIt('read-only')
    expect(await tell({ event: 'sheet_asked', orderId: id })).toBe(204)
    await expect
      .poll(() => log.filter((line) => line.includes('could not be stored')), { timeout: 20_000 })
      .toHaveLength(1)
    await mend()
    expect(await tell({ event: 'bridge_missing', orderId: id })).toBe(204)
    await expect.poll(() => rowsOf('page_events'), { timeout: 20_000 }).toBe(1)
    expect(await merchant.metrics()).toContain('page_events_total{event="sheet_asked",kind=""} 1')
  })

  test('what is older than a month goes with the next that is written', async () => {
    const { db, charged } = await oldStore(kind)
    await charged('a')
    const { keep } = createPageEventStore(db)
    const told = { orderId: 'a', chargeId: 'c-a', event: 'sheet_asked', kind: null } as const
    const kept = () => db.selectFrom('page_events').select(['place', 'at']).execute()
    await keep([{ ...told, at: t0 }], t0)
    await keep([{ ...told, at: t0 + 1 }], t0)
    expect(await kept()).toHaveLength(2)
    await keep([{ ...told, at: t0 + 2 }], t0 + 1)
    expect(await kept()).toEqual([
      { place: 2, at: t0 + 1 },
      { place: 3, at: t0 + 2 },
    ])
  })

  test('what was said of an order goes when it is archived, and nothing is kept of it any more', async () => {
    const { db, paid, archived } = await oldStore(kind)
    await paid('a')
    await paid('b')
    const { keep } = createPageEventStore(db)
    const told = { chargeId: '', event: 'bridge_answered', kind: 'ok', at: later } as const
    const ofBoth = ['a', 'b'].map((id) => ({ ...told, orderId: id }))
    await keep(ofBoth, t0)
    expect(await db.selectFrom('page_events').selectAll().execute()).toHaveLength(2)
    await archived()
    await keep(ofBoth, t0)
    expect(await db.selectFrom('page_events').selectAll().execute()).toEqual([])
  })
})
