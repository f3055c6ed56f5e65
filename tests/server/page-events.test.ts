/** What a payer's page tells is counted for the merchant, and nothing else gets in by that door. */
import { describe, expect, test } from 'vitest'
import { openCheckout } from './support/checkout'

const denied = { event: 'sheet_denied', kind: 'no_permission' }

async function open() {
  const checkout = await openCheckout('embedded')
  const { publicUrl } = checkout
  const tell = (body: string, headers: Record<string, string> = {}) =>
    fetch(new URL('api/events', publicUrl), {
      method: 'POST',
      body,
      headers: { origin: publicUrl.origin, 'content-type': 'text/plain;charset=UTF-8', ...headers },
    })
  const warnings = () =>
    checkout.log
      .map((line) => JSON.parse(line) as { msg: string; kind: string; leftOut: number })
      .filter(({ msg }) => msg.startsWith('WeChat did not open'))
      .map(({ kind, leftOut }) => ({ kind, leftOut }))
  return { ...checkout, tell, warnings }
}

test('a sheet that WeChat denied is counted by kind, and warned of once a minute', async () => {
  const { tell, warnings, merchant, advance, freeze } = await open()
  freeze()
  for (let times = 0; times < 3; times += 1) {
    expect((await tell(JSON.stringify(denied))).status).toBe(204)
  }
  advance(60_000)
  await tell(JSON.stringify(denied))
  expect(await merchant.metrics()).toContain(
    'checkout_page_events_total{event="sheet_denied",kind="no_permission"} 4',
  )
  const kind = 'sheet_denied;no_permission'
  expect(warnings()).toEqual([
    { kind, leftOut: 0 },
    { kind, leftOut: 2 },
  ])
})

test('the steps that a backend cannot see are counted, and warned of to nobody', async () => {
  const { tell, warnings, merchant } = await open()
  const events = [
    { event: 'sheet_asked' },
    { event: 'bridge_answered', kind: 'ok' },
    { event: 'bridge_answered', kind: 'cancel' },
    { event: 'bridge_missing' },
  ]
  for (const event of events) expect((await tell(JSON.stringify(event))).status).toBe(204)
  const text = await merchant.metrics()
  for (const line of [
    'page_events_total{event="sheet_asked",kind=""} 1',
    'page_events_total{event="bridge_answered",kind="ok"} 1',
    'page_events_total{event="bridge_answered",kind="cancel"} 1',
    'page_events_total{event="bridge_missing",kind=""} 1',
    'funnel_total{step="sheet_asked"} 1',
    'funnel_total{step="sheet_ok"} 1',
  ]) {
    expect(text).toContain(`checkout_${line}`)
  }
  expect(warnings()).toEqual([])
})

describe('of a page of the next build, during a rolling upgrade,', () => {
  const other = { ...denied, kind: 'other' }
  test.each([
    ['an event that is not known', { ...denied, event: 'paid' }, { event: 'other', kind: '' }],
    ['one that every object has', { event: 'constructor' }, { event: 'other', kind: '' }],
    ['a kind that is not known', { ...denied, kind: 'x'.repeat(100) }, other],
    ['a kind of another event', { event: 'sheet_denied', kind: 'ok' }, other],
    [
      'no kind where there was one',
      { event: 'bridge_answered' },
      { event: 'bridge_answered', kind: 'other' },
    ],
    ['a kind that is no text', { ...denied, kind: { of: 1 } }, other],
    [
      'a kind where there was none',
      { event: 'sheet_asked', kind: 'ok' },
      { event: 'sheet_asked', kind: '' },
    ],
    ['a field more', { ...denied, openid: 'o123' }, denied],
  ])('%s is counted as what is known of it', async (_, sent, { event, kind }) => {
    const { tell, merchant } = await open()
    const answer = await tell(JSON.stringify(sent))
    expect(answer.status).toBe(204)
    const counted = (await merchant.metrics()).match(/^checkout_page_events_total\{.*\} [1-9]/gm)
    expect(counted).toEqual([`checkout_page_events_total{event="${event}",kind="${kind}"} 1`])
  })
})

describe('is refused and not counted', () => {
  test.each([
    ['no JSON', 'sheet_denied'],
    ['an event without a name', JSON.stringify({ kind: 'ok' })],
    ['a list', JSON.stringify([denied])],
    ['an order of no form', JSON.stringify({ ...denied, orderId: 'A-1 of Mr Wang' })],
    ['a charge of no form', JSON.stringify({ ...denied, chargeId: 'x'.repeat(200) })],
    ['nothing', ''],
  ])('%s', async (_, body) => {
    const { tell, warnings, merchant } = await open()
    const answer = await tell(body)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ code: 'invalid_request' })
    expect(await merchant.metrics()).not.toMatch(/^checkout_page_events_total\{.*\} [1-9]/m)
    expect(warnings()).toEqual([])
  })

  test('what is longer than any event', async () => {
    const { tell } = await open()
    const long = JSON.stringify({ ...denied, note: 'x'.repeat(2_000) })
    expect((await tell(long)).status).toBe(413)
  })

  test.each([
    ['a page of somebody else', { origin: 'https://evil.example' }, 403],
    ['a body that calls itself JSON', { 'content-type': 'application/json' }, 415],
  ])('%s', async (_, headers, status) => {
    const { tell, warnings } = await open()
    expect((await tell(JSON.stringify(denied), headers)).status).toBe(status)
    expect(warnings()).toEqual([])
  })
})
