import { describe, expect, test } from 'vitest'
import { open, patience, type How, type Opened } from './open'
import { createTab } from '../../mocks/phone'

/** The page that is open, loaded anew in the same tab; `at` where another address is opened. */
function reload(opened: Opened, how: How = {}): Promise<Opened> {
  const at = opened.address().slice(1)
  return open('signedIn', { at, tab: opened.tab, beside: opened, ...how })
}

async function putSheetAway(opened: Opened): Promise<void> {
  await opened.tap('立即支付')
  await opened.reads('sheet')
  opened.world.decide(false)
  opened.bridge.answer('get_brand_wcpay_request:cancel')
}

describe('a reload', () => {
  test.each([
    ['signedIn', 'ready', '立即支付'],
    ['alreadyPaid', 'paid', '支付成功'],
    ['refunded', 'refunded', '已全额退款'],
    ['orderClosed', 'closed', '商家关闭了这个订单'],
    ['expired', 'closed', '订单已过期'],
    ['notFound', 'not_found', '没有找到这个订单'],
    ['openAmount', 'amount', '单笔'],
    ['catalog', 'catalog', '选择商品'],
    ['resumed', 'ready', '有一笔支付还没有结果'],
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
    await second.reads('outside', '请在微信中打开')
  })

  test('of «not completed» says so again, once Paymax was asked again', async () => {
    const first = await open('cancelled')
    await putSheetAway(first)
    await first.reads('unpaid', '未扣款')
    const second = await reload(first)
    await second.reads('unpaid', '未扣款', '重新支付')
  })

  test('of «failed» says why again', async () => {
    const first = await open('paymentFailed')
    await first.tap('立即支付')
    await first.reads('sheet')
    first.world.decide(false)
    first.bridge.answer('get_brand_wcpay_request:fail')
    await first.reads('failed', '余额不足')
    const second = await reload(first)
    await second.reads('failed', '余额不足', '重新支付')
  })

  test('while it is being found out goes on finding out', async () => {
    const first = await open('okWithoutMoney')
    await first.tap('立即支付')
    await first.reads('sheet')
    first.bridge.answer('get_brand_wcpay_request:ok')
    await first.reads('confirming')
    const second = await reload(first)
    await second.reads('confirming', '支付结果确认中')
    expect(second.been).not.toContain('unpaid')
  })

  test('after a refusal offers the order again', async () => {
    const first = await open('gatewayUnavailable')
    await first.tap('立即支付')
    await first.reads('charge_refused')
    const second = await reload(first)
    await second.reads('ready', '立即支付')
  })
})

describe('two windows on one order', () => {
  test('the one that stays in view turns by itself when the other one has paid', async () => {
    const first = await open('signedIn')
    const second = await open('signedIn', { beside: first })
    await second.reads('ready', '立即支付')
    await first.tap('立即支付')
    await first.reads('sheet')
    first.world.decide(true)
    first.bridge.answer('get_brand_wcpay_request:ok')
    await first.reads('paid')
    first.clock.pass(12_000)
    await second.reads('paid', '支付成功')
  })

  test('the one that comes into view turns at once', async () => {
    const first = await open('signedIn')
    const second = await open('signedIn', { beside: first })
    await second.reads('ready')
    first.world.decide(true)
    second.browser.comeBack(false)
    await second.reads('paid', '支付成功')
  })

  test('the one reads that the other one is paying', async () => {
    const first = await open('signedIn')
    const second = await open('signedIn', { beside: first })
    await second.reads('ready', '立即支付')
    await first.tap('立即支付')
    await first.reads('sheet')
    first.clock.pass(12_000)
    await second.reads('ready', '有一笔支付还没有结果', '立即支付')
  })

  test('a tap in the other one pays nothing twice', async () => {
    const first = await open('paidElsewhere')
    const second = await open('paidElsewhere', { beside: first })
    await second.reads('ready')
    first.world.decide(true)
    await second.tap('立即支付')
    await second.reads('paid', '支付成功')
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
    await opened.reads('closed', '订单已过期')
  })

  test('and was paid elsewhere meanwhile reads of the success', async () => {
    const opened = await open('cancelled', { money: 'as_decided' })
    await putSheetAway(opened)
    await opened.reads('unpaid')
    opened.world.decide(true)
    opened.clock.pass(days)
    opened.browser.comeBack(true)
    await opened.reads('paid', '支付成功')
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
  await opened.reads('paid', '支付成功')
  opened.world.refund()
  const asksOn = () => {
    opened.clock.pass(60_000)
    return opened.screen.text()
  }
  await expect.poll(asksOn, patience).toContain('已全额退款')
})
