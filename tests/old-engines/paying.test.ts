import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openCheckout, type Checkout } from '../e2e/support/checkout'
import { startEngine, type Engine } from './support/engine'
import { createOldPhone, type OldPhone } from './support/phone'
import { versions } from './support/versions'
import { say } from '../say'

const pictures = fileURLToPath(new URL('./node_modules/.pictures/', import.meta.url))

/** Between looking for a free port and listening on it, another process may take it: then once more. */
function open(): Promise<Checkout> {
  const attempt = () => openCheckout({ directory: '/pay/', environment: {}, direct: false })
  return attempt().catch(attempt)
}

describe.each(versions)('in Chromium %i', (version) => {
  let engine: Engine
  let checkout: Checkout
  let phone: OldPhone

  beforeAll(async () => {
    await mkdir(pictures, { recursive: true })
    engine = await startEngine(version)
  })
  beforeEach(async () => {
    checkout = await open()
    phone = await createOldPhone(await engine.openTab())
    await phone.open(checkout.sandbox.phone?.url ?? '')
  })
  afterEach(async ({ task }) => {
    await phone.photograph(`${pictures}${version} ${task.name}.png`)
    await phone.close()
    await checkout.close()
  })
  afterAll(() => engine.close())

  const money = () =>
    checkout.sandbox.paymax.charges().map(({ amount, status }) => ({ amount, status }))

  test('a payer is recognised, pays in the sheet and reads of success', async () => {
    expect(await phone.look('navigator.appVersion')).toContain(`Chrome/${version}.`)
    await phone.tap('点一杯手冲')
    await phone.sees('¥28.00')
    await phone.tap(say.pay)
    await phone.pay()
    await phone.reads(say.steps.paid)
    expect(money()).toEqual([{ amount: 2800, status: 'SUCCEED' }])
    expect(phone.complaints).toEqual([])
  })

  test('an amount is typed on the page’s own keys and paid', async () => {
    await phone.tap('自助付款')
    for (const key of ['1', '2', '.', '5', '8', say.deleteDigit, '4']) await phone.tap(key)
    await phone.tap(say.pay)
    await phone.pay()
    await phone.reads(say.steps.paid)
    expect(money()).toEqual([{ amount: 1254, status: 'SUCCEED' }])
    expect(phone.complaints).toEqual([])
  })

  test('a payer who closes the sheet pays nothing, and may pay after all', async () => {
    await phone.tap('点一杯手冲')
    await phone.tap(say.pay)
    await phone.tap('取消支付')
    await phone.reads(say.steps.unpaid)
    expect(money()).not.toContainEqual(expect.objectContaining({ status: 'SUCCEED' }))
    await phone.tap(say.payAgain)
    await phone.pay()
    await phone.reads(say.steps.paid)
    expect(money().filter(({ status }) => status === 'SUCCEED')).toHaveLength(1)
    expect(phone.complaints).toEqual([])
  })

  test('a page that is loaded again while it waits for the result finds it', async () => {
    checkout.sandbox.faults.set({ bridge_silent: true })
    await phone.tap('点一杯手冲')
    await phone.tap(say.pay)
    await phone.pay()
    await phone.reload()
    await phone.reads(say.steps.paid)
    expect(money()).toEqual([{ amount: 2800, status: 'SUCCEED' }])
    expect(phone.complaints).toEqual([])
  })

  test('the shop’s page shows a notification as it arrives, with its tries', async () => {
    await phone.open(checkout.sandbox.phone?.shop.url ?? '')
    await phone.tap('回答 500')
    await expect.poll(() => checkout.sandbox.faults.get().shop_answers).toBe('500')
    const { orderNo } = await checkout.placeOrder()
    await checkout.closeOrder(orderNo)
    await phone.sees('序号')
    await phone.sees('500')
    await phone.tap('正常')
    await phone.sees('204')
    expect(phone.complaints).toEqual([])
  })
})
