/** Who waits for a payment has the gateway asked, at its turn, and where the process is not busy with that already. */
import { afterEach, expect, test, vi } from 'vitest'
import type { Charge } from '../../server/contract/charges'
import type { Payment } from '../../server/contract/payment'
import { openCheckout } from './support/checkout'
import { chargedOrder } from './support/paid-order'

afterEach(() => {
  vi.restoreAllMocks()
})

/** As many as keep a process at work; see `server/query-in-turn.ts`. */
const busy = 32

test('however many have asked before, the next one is answered by the gateway', async () => {
  const { phone, order, sandbox, charge, advance, freeze } = await chargedOrder('embedded')
  freeze()
  const path = `api/orders/${order.orderId}/payment`
  for (let round = 0; round < 4; round += 1) {
    let answered = 0
    const asked = Array.from({ length: 9 }, async () => {
      await phone().get<Payment>(`${path}?wait=1`)
      answered += 1
    })
    const goOn = () => {
      advance(200)
      return answered
    }
    await expect.poll(goOn).toBe(asked.length)
    await Promise.all(asked)
  }
  sandbox.paymax.pay(charge.chargeId)
  // Its turn has come again, the worker's has not, and the clock stands: only who asks now has it asked.
  advance(1_500)
  expect((await phone().get<Payment>(`${path}?wait=25`)).body.status).toBe('paid')
})

test('a gateway that is slow is not asked for more who wait, but for who wants to know now', async () => {
  const { backend, merchant, phone, freeze, advance, log } = await openCheckout('embedded')
  const paths: string[] = []
  for (let payers = 0; payers < busy + 2; payers += 1) {
    const { orderId } = await merchant.placed()
    const payer = phone()
    await payer.signedIn(`checkout?order=${orderId}`)
    const made = await payer.post<Charge>(`api/orders/${orderId}/charges`, {})
    expect(made.status).toBe(201)
    paths.push(`api/orders/${orderId}/payment`)
  }
  freeze()
  // Everybody's turn, and not the worker's yet.
  advance(2_000)
  const { paymax } = backend.payments.gateways
  const query = paymax.queryCharge.bind(paymax)
  let letGo = () => {}
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const asked = vi.spyOn(paymax, 'queryCharge').mockImplementation(async (gatewayId) => {
    await gate
    return query(gatewayId)
  })
  const [waits = '', wants = '', ...first] = paths
  const answers = first.map((path) => phone().get<Payment>(`${path}?wait=25`))
  await expect.poll(() => asked.mock.calls.length).toBe(busy)
  const waiting = phone().get<Payment>(`${waits}?wait=25`)
  answers.push(waiting, phone().get<Payment>(wants))
  await expect.poll(() => asked.mock.calls.length).toBe(busy + 1)
  letGo()
  advance(26_000)
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(paths.map(() => 200))
  expect(log.filter((line) => line.includes('a queued query failed'))).toEqual([])
})

test('who asks while a webhook is being applied waits for that, and the gateway is not asked', async () => {
  const { backend, sandbox, charge, order, phone, freeze, advance } = await chargedOrder('embedded')
  freeze()
  // The charge's turn, and not the worker's yet.
  advance(2_000)
  const { repository, gateways } = backend.payments
  const chargeById = repository.chargeById.bind(repository)
  let letGo = () => {}
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const applying = vi.spyOn(repository, 'chargeById').mockImplementationOnce(async (chargeId) => {
    await gate
    return chargeById(chargeId)
  })
  sandbox.paymax.pay(charge.chargeId)
  await sandbox.paymax.flushWebhooks()
  await expect.poll(() => applying.mock.calls.length).toBe(1)
  const asked = vi.spyOn(gateways.paymax, 'queryCharge')
  const looked = vi.spyOn(repository, 'orderWithLastCharge')
  const answer = phone().get<Payment>(`api/orders/${order.orderId}/payment`)
  await expect.poll(() => looked.mock.settledResults.length).toBeGreaterThan(0)
  letGo()
  expect((await answer).body.status).toBe('paid')
  expect(asked).not.toHaveBeenCalled()
})
