/** The alert rules that are shipped speak of metrics that the backend really has. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { askedIn, hasLabel, namesIn } from './support/asked-metrics'
import { openCheckout } from './support/checkout'
import { chargedOrder } from './support/paid-order'

const rules = readFileSync(new URL('../../deploy/prometheus/alerts.yml', import.meta.url), 'utf8')

const expressions = [...rules.matchAll(/^ +expr: (.+(?:\n {10,}.+)*)/gm)].map(([, one = '']) => one)
const asked = expressions.flatMap(askedIn)

/** Counted where something goes wrong that nothing does here. */
const ofTrouble = ['checkout_limited_total', 'checkout_incidents']

test('every metric of the alert rules is one of the backend’s', async () => {
  const { merchant } = await openCheckout('postgres')
  const answer = await merchant.metrics()
  const names = namesIn(answer)
  expect(asked.length).toBeGreaterThan(10)
  expect(asked.map(({ name }) => name).filter((name) => !names.has(name))).toEqual([])
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
      expect(has, `${name} by ${label}`).toBe(ofTrouble.includes(name) ? null : true)
    }
  }
})
