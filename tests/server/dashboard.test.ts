/** The dashboard that is shipped draws what the backend really counts: a payment fills it. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { askedIn, hasLabel, namesIn, valuesOfNobody } from './support/asked-metrics'
import { chargedOrder } from './support/paid-order'

interface Dashboard {
  readonly panels: readonly {
    readonly id: number
    readonly title: string
    readonly gridPos: { readonly x: number; readonly w: number }
    readonly targets: readonly { readonly expr: string }[]
  }[]
}

const file = new URL('../../deploy/grafana/checkout.json', import.meta.url)
const { panels } = JSON.parse(readFileSync(file, 'utf8')) as Dashboard
const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
const asked = expressions.flatMap(askedIn)

/** Counted where something goes wrong, which nothing does here. */
const ofTrouble = ['checkout_notifications', 'checkout_notification_lag']

test('every metric and label of the dashboard is there after a payment', async () => {
  const { merchant, charge, sandbox, reads, publicUrl } = await chargedOrder('postgres')
  sandbox.paymax.pay(charge.chargeId)
  await sandbox.paymax.flushWebhooks()
  await reads({ status: 'paid' })
  await fetch(new URL('api/webhooks/paymax', publicUrl), { method: 'POST', body: '{}' })
  const told = await fetch(new URL('api/events', publicUrl), {
    method: 'POST',
    body: JSON.stringify({ event: 'bridge_answered', kind: 'ok' }),
    headers: { origin: publicUrl.origin, 'content-type': 'text/plain' },
  })
  expect(told.status).toBe(204)
  await expect
    .poll(() => merchant.metrics())
    .toContain('checkout_worker_last_round_timestamp_seconds{')
  const answer = await merchant.metrics()
  const names = namesIn(answer)
  expect(asked.length).toBeGreaterThan(20)
  for (const { name, labels } of asked) {
    expect(names, 'of the backend').toContain(name)
    for (const label of labels) {
      const has = hasLabel(answer, name, label)
      expect(has, `${name} by ${label}`).toBe(ofTrouble.includes(name) ? null : true)
    }
  }
})

test('its panels have names of their own, and lie side by side', () => {
  for (const kind of ['id', 'title'] as const) {
    expect(new Set(panels.map((panel) => panel[kind])).size).toBe(panels.length)
  }
  for (const { gridPos } of panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24)
})

test('what it asks labels to be is what the backend counts by', () => {
  expect(valuesOfNobody(expressions)).toEqual([])
})
