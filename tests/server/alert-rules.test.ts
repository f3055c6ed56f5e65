/** The alert rules that are shipped speak of metrics that the backend really has. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openCheckout } from './support/checkout'

const rules = readFileSync(new URL('../../deploy/prometheus/alerts.yml', import.meta.url), 'utf8')

/** Each metric with the names of the labels that a rule asks it for. */
const asked = [...rules.matchAll(/\b(checkout_\w+)(?:\{([^}]*)\})?/g)].map(
  ([, name = '', labels = '']) => ({
    name,
    labels: [...labels.matchAll(/(\w+)=/g)].map(([, label = '']) => label),
  }),
)

test('every metric of the alert rules is one of the backend’s', async () => {
  const { merchant } = await openCheckout('embedded')
  const answer = await merchant.metrics()
  const names = new Set([...answer.matchAll(/^# TYPE (\w+)/gm)].map(([, name = '']) => name))
  expect(asked.length).toBeGreaterThan(10)
  expect(asked.map(({ name }) => name).filter((name) => !names.has(name))).toEqual([])
})

test('the labels that the rules ask for are those that are counted by', async () => {
  const { merchant, phone, publicUrl, sandbox } = await openCheckout('embedded')
  const { orderId } = await merchant.placed()
  const payer = phone()
  await payer.signedIn(`checkout?order=${orderId}`)
  await payer.post(`api/orders/${orderId}/charges`, {})
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
    for (const label of labels)
      expect(answer, name).toMatch(new RegExp(`^${name}\\{[^}]*${label}="`, 'm'))
  }
})
