/** The alert rules that are shipped speak of metrics that the backend really has. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  askedIn,
  growingIn,
  hasLabel,
  namesIn,
  seriesOf,
  valuesOfNobody,
} from './support/asked-metrics'
import { openCheckout } from './support/checkout'
import { chargedOrder } from './support/paid-order'

const rules = readFileSync(new URL('../../deploy/prometheus/alerts.yml', import.meta.url), 'utf8')

const expressions = [...rules.matchAll(/^ +expr: (.+(?:\n {10,}.+)*)/gm)].map(([, one = '']) => one)
const asked = expressions.flatMap(askedIn)

test('every metric of the alert rules is one of the backend’s', async () => {
  const { merchant } = await openCheckout('postgres')
  const answer = await merchant.metrics()
  const names = namesIn(answer)
  expect(asked.length).toBeGreaterThan(10)
  expect(asked.map(({ name }) => name).filter((name) => !names.has(name))).toEqual([])
})

// Prometheus takes the first value of a series for where it began: an incident that appears as 1 is no increase.
test('what a rule watches the growth of stands at 0 before the first', async () => {
  const { merchant } = await openCheckout('postgres')
  const answer = await merchant.metrics()
  const watched = expressions.flatMap(growingIn)
  expect(watched.length).toBeGreaterThan(10)
  const absent = watched.filter((one) => seriesOf(answer, one).length === 0)
  expect(absent).toEqual([])
})

test('each incident, each reason why WeChat opens no sheet, each failing route has its own', async () => {
  const { merchant } = await openCheckout('embedded')
  const answer = await merchant.metrics()
  for (const line of [
    'checkout_incidents{kind="unknown_payment"} 0',
    'checkout_page_events_total{event="sheet_denied",kind="url_not_registered"} 0',
    'checkout_sign_ins_total{outcome="misconfigured",errcode="40125"} 0',
    'checkout_problems_total{code="internal_error",route="/pay/api/orders/:orderId/charges"} 0',
    'checkout_gateway_calls_total{gateway="paymax",call="create",outcome="lost"} 0',
    'checkout_gateway_calls_total{gateway="paymax",call="query_refund",outcome="unavailable"} 0',
    'checkout_gateway_calls_total{gateway="paymax",call="close",outcome="untrusted"} 0',
    'checkout_limited_total{limit="landing"} 0',
    'checkout_hours_without_webhooks_total{gateway="paymax"} 0',
  ]) {
    expect(answer).toContain(line)
  }
  expect(answer, 'of a gateway that is not configured').not.toContain('gateway="wechatpay"')
})

test('the labels that the rules ask for are those that are counted by', async () => {
  const scene = await chargedOrder('postgres')
  const { merchant, phone, publicUrl, sandbox, charge, reads } = scene
  sandbox.paymax.pay(charge.chargeId)
  await sandbox.paymax.flushWebhooks()
  await reads({ status: 'paid' })
  await fetch(new URL('api/webhooks/paymax', publicUrl), { method: 'POST', body: '{}' })
  await fetch(new URL('api/events', publicUrl), {
    method: 'POST',
    body: JSON.stringify({ event: 'sheet_denied', kind: 'access_denied' }),
    headers: { origin: publicUrl.origin, 'content-type': 'text/plain;charset=UTF-8' },
  })
  sandbox.faults.set({ wechat_api: '40125' })
  await phone().signIn('checkout')
  await expect
    .poll(() => merchant.metrics())
    .toContain('checkout_worker_rounds_total{outcome="done"}')
  const answer = await merchant.metrics()
  for (const { name, labels } of asked) {
    for (const label of labels) {
      const has = hasLabel(answer, name, label)
      expect(has, `${name} by ${label}`).toBe(true)
    }
  }
})

test('what the rules ask labels to be is what the backend counts by', () => {
  expect(valuesOfNobody(expressions)).toEqual([])
})
