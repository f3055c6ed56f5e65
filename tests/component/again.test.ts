import { describe, expect, test } from 'vitest'
import { open, patience, type How, type Opened } from './open'
import { createTab } from '../../mocks/fake-phone'
import { fixed, say } from '../say'

/** The page that is open, loaded anew in the same tab; `at` where another address is opened. */
function reload(opened: Opened, how: How = {}): Promise<Opened> {
  const at = opened.address().slice(1)
  return open('signedIn', { at, tab: opened.tab, beside: opened, ...how })
}

async function putSheetAway(opened: Opened): Promise<void> {
  await opened.tap(say.pay)
  await opened.reads('sheet')
  opened.world.decide(false)
  opened.bridge.answer('get_brand_wcpay_request:cancel')
}

describe('a reload', () => {
  test.each([
    ['signedIn', 'ready', say.pay],
    ['alreadyPaid', 'paid', say.steps.paid],
    ['refunded', 'refunded', say.steps.refunded],
    ['orderClosed', 'closed', say.closed.merchant.money],
    ['expired', 'closed', say.closed.expired.title],
    ['notFound', 'not_found', say.steps.not_found],
    ['openAmount', 'amount', fixed(say.amountHint)],
    ['catalog', 'catalog', say.steps.catalog],
    ['resumed', 'ready', say.busy],
  ] as const)('of %s shows the same again', async (name, step, words) => {
    const first = await open(name)
    await first.reads(step, words)
    const second = await reload(first)
    await second.reads(step, words)
    expect(second.address()).toBe(first.address())
    expect(second.browser.left).toEqual([])
  })

  test('outside WeChat still tells how to open it there', async () => {
    const first = await open('outside', { environment: 'browser' })
    await first.reads('outside')
    const second = await reload(first, { environment: 'browser' })
    await second.reads('outside', say.steps.outside)
  })

  test('of «not completed» says so again, once Paymax was asked again', async () => {
    const first = await open('cancelled')
    await putSheetAway(first)
    await first.reads('unpaid', fixed(say.notCharged))
    const second = await reload(first)
    await second.reads('unpaid', fixed(say.notCharged), say.payAgain)
  })

  test('of «failed» says why again', async () => {
    const first = await open('paymentFailed')
    await first.tap(say.pay)
    await first.reads('sheet')
    first.world.decide(false)
    first.bridge.answer('get_brand_wcpay_request:fail')
    await first.reads('failed', say.failures.balance.what)
    const second = await reload(first)
    await second.reads('failed', say.failures.balance.what, say.payAgain)
  })

  test('while it is being found out goes on finding out', async () => {
    const first = await open('okWithoutMoney')
    await first.tap(say.pay)
    await first.reads('sheet')
    first.bridge.answer('get_brand_wcpay_request:ok')
    await first.reads('confirming')
    const second = await reload(first)
    await second.reads('confirming', say.steps.confirming)
    expect(second.been).not.toContain('unpaid')
  })

  test('after a refusal offers the order again', async () => {
    const first = await open('gatewayUnavailable')
    await first.tap(say.pay)
    await first.reads('charge_refused')
    const second = await reload(first)
    await second.reads('ready', say.pay)
  })
})

describe('two windows on one order', () => {
  test('the one that stays in view turns by itself when the other one has paid', async () => {
    const first = await open('signedIn')
    const second = await open('signedIn', { beside: first })
    await second.reads('ready', say.pay)
    await first.tap(say.pay)
    await first.reads('sheet')
    first.world.decide(true)
    first.bridge.answer('get_brand_wcpay_request:ok')
    await first.reads('paid')
    first.clock.pass(12_000)
    await second.reads('paid', say.steps.paid)
  })

  test('the one that comes into view turns at once', async () => {
    const first = await open('signedIn')
    const second = await open('signedIn', { beside: first })
    await second.reads('ready')
    first.world.decide(true)
    second.browser.comeBack(false)
    await second.reads('paid', say.steps.paid)
  })

  test('the one reads that the other one is paying', async () => {
    const first = await open('signedIn')
    const second = await open('signedIn', { beside: first })
    await second.reads('ready', say.pay)
    await first.tap(say.pay)
    await first.reads('sheet')
    first.clock.pass(12_000)
    await second.reads('ready', say.busy, say.pay)
  })

  test('a tap in the other one pays nothing twice', async () => {
    const first = await open('paidElsewhere')
    const second = await open('paidElsewhere', { beside: first })
    await second.reads('ready')
    first.world.decide(true)
    await second.tap(say.pay)
    await second.reads('paid', say.steps.paid)
    expect(second.bridge.opened).toEqual([])
  })
})

describe('a page that was kept for days', () => {
  const days = 3 * 86_400_000

  test('and comes back whole reads that the order has expired', async () => {
    const opened = await open('signedIn')
    await opened.reads('ready')
    opened.clock.pass(days)
    opened.browser.comeBack(true)
    await opened.reads('closed', say.closed.expired.title)
  })

  test('and was paid elsewhere meanwhile reads of the success', async () => {
    const opened = await open('cancelled', { money: 'as_decided' })
    await putSheetAway(opened)
    await opened.reads('unpaid')
    opened.world.decide(true)
    opened.clock.pass(days)
    opened.browser.comeBack(true)
    await opened.reads('paid', say.steps.paid)
  })

  test('is opened from the favourites, and signs in only where there is something to pay', async () => {
    const paid = await open('alreadyPaid', { signedIn: false })
    await paid.reads('paid')
    expect(paid.browser.left).toEqual([])
    const unpaid = await open('signedIn', { signedIn: false })
    await unpaid.reads('leaving')
    expect(unpaid.browser.left).toHaveLength(1)
  })

  test('whose landing had its code spent goes on to the order, once round WeChat', async () => {
    const tab = createTab()
    const opened = await open('codeUsed', { tab })
    await opened.reads('leaving')
    expect(opened.browser.left[0]).toContain('api/oauth/authorize')
  })
})

test('a refund that comes while the success is open is told of', async () => {
  const opened = await open('alreadyPaid')
  await opened.reads('paid', say.steps.paid)
  opened.world.refund()
  const asksOn = () => {
    opened.clock.pass(60_000)
    return opened.screen.text()
  }
  await expect.poll(asksOn, patience).toContain(say.steps.refunded)
})
