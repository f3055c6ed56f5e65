/** An outage is told once and then how often, however many ask meanwhile. */
import { expect, test } from 'vitest'
import { openCheckout } from './support/checkout'

interface Line {
  readonly msg: string
  readonly code?: string
  readonly leftOut?: number
  readonly err?: { readonly stack: string }
}

const lines = (log: readonly string[], msg: string) =>
  log.map((line) => JSON.parse(line) as Line).filter((line) => line.msg === msg)

test('a WeChat that is away makes one stack a minute, not one a payer', async () => {
  const { sandbox, phone, log, freeze, advance } = await openCheckout('embedded')
  freeze()
  sandbox.faults.set({ wechat_api: 'down' })
  for (let payers = 0; payers < 8; payers += 1) await phone().signIn('checkout')
  expect(lines(log, 'failed')).toMatchObject([{ code: 'wechat_unavailable', leftOut: 0 }])
  expect(log.join('').length).toBeLessThan(4_000)
  advance(60_000)
  await phone().signIn('checkout')
  expect(lines(log, 'failed')).toMatchObject([{ leftOut: 0 }, { leftOut: 7 }])
})

test('a gateway that is away makes one stack a minute, however many try to pay', async () => {
  const { sandbox, phone, merchant, log, freeze } = await openCheckout('embedded')
  freeze()
  sandbox.faults.set({ gateway_down: 'cut' })
  for (let payers = 0; payers < 4; payers += 1) {
    const { orderId } = await merchant.placed()
    const payer = phone()
    await payer.signedIn(`checkout?order=${orderId}`)
    expect((await payer.post(`api/orders/${orderId}/charges`, {})).status).toBe(503)
  }
  expect(lines(log, 'failed')).toMatchObject([{ code: 'gateway_unavailable', leftOut: 0 }])
  // Which payment it was is told of each.
  expect(lines(log, 'no charge was made')).toHaveLength(4)
})

test('what fails here is told each time, with its stack', async () => {
  const { backend, phone, log } = await openCheckout('embedded')
  backend.payments.repository.orderWithLastCharge = () => Promise.reject(new Error('inside'))
  for (let times = 0; times < 3; times += 1) await phone().get('api/orders/x')
  const told = lines(log, 'failed')
  expect(told).toHaveLength(3)
  for (const { err } of told) expect(err?.stack).toContain('inside')
})
