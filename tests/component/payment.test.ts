import { describe, expect, test, vi } from 'vitest'
import { writeAttempt } from '@/payment/attempt'
import { chargeId, orderId, scenarios } from '../../mocks/scenarios'
import { open, patience, type Opened } from './open'
import { createTab } from '../../mocks/fake-phone'
import { fixed, say } from '../say'

const merchantName = '山上咖啡'

async function openSheet(opened: Opened, label = say.pay): Promise<void> {
  const { length } = opened.bridge.opened
  await opened.tap(label)
  await opened.reads('sheet', say.inSheet)
  expect(opened.bridge.opened).toHaveLength(length + 1)
}

describe('a payer who pays', () => {
  test('lands, taps once, and reads of success once the backend has said so', async () => {
    const opened = await open('happy')
    await opened.reads('ready', '¥38.00', '山上咖啡', say.pay)
    await openSheet(opened)
    expect(opened.bridge.opened[0]).toMatchObject({
      package: expect.stringContaining('prepay_id='),
    })
    opened.world.decide(true)
    opened.bridge.answer('get_brand_wcpay_request:ok')
    await opened.reads('paid', say.steps.paid, '¥38.00', '山上咖啡', 'P-20261102-0042', say.paidAt)
    expect(opened.screen.get('h1').text()).toBe(say.steps.paid)
    expect(opened.address()).toBe(`/success?order=${orderId}`)
  })

  test('a typed amount reads on the receipt who was paid, once, and of no goods', async () => {
    const named = { subject: merchantName, body: merchantName }
    const opened = await open('alreadyPaid', {
      order: { ...scenarios.alreadyPaid.order, ...named },
    })
    await opened.reads('paid', merchantName)
    expect(opened.screen.text()).not.toContain(say.goods)
    expect(opened.screen.text().split(merchantName)).toHaveLength(2)
  })

  test('finds the button locked while the sheet is open', async () => {
    const opened = await open('signedIn')
    await openSheet(opened)
    expect(opened.screen.get('.button').attributes('aria-disabled')).toBe('true')
  })

  test('reads of success though WeChat said cancelled', async () => {
    const opened = await open('paidButReportedCancelled')
    await openSheet(opened)
    opened.world.decide(true)
    opened.bridge.answer('get_brand_wcpay_request:cancel')
    await opened.reads('paid', say.steps.paid)
  })

  test('reads of success though WeChat said something nobody knows', async () => {
    const opened = await open('unknownAnswer')
    await openSheet(opened)
    opened.world.decide(true)
    opened.bridge.answer('something_new:perhaps')
    await opened.reads('paid', say.steps.paid)
  })

  test('reads of success though WeChat said nothing at all', async () => {
    const opened = await open('silentBridge')
    await openSheet(opened)
    opened.world.decide(true)
    opened.clock.pass(10_000)
    await opened.reads('paid', say.steps.paid)
  })

  test('reads of success on coming back to the page', async () => {
    const opened = await open('silentBridge')
    await openSheet(opened)
    opened.world.decide(true)
    opened.browser.comeBack(true)
    await opened.reads('paid', say.steps.paid)
  })

  test('is not misled by what WeChat says before its answer', async () => {
    const opened = await open('signedIn')
    await openSheet(opened)
    opened.bridge.answer('pre_verify_jsapi:ok')
    await opened.reads('sheet', say.check)
    opened.world.decide(true)
    opened.bridge.answer('get_brand_wcpay_request:ok')
    await opened.reads('paid', say.steps.paid)
  })

  test('is not stuck behind a bridge that stays silent', async () => {
    const opened = await open('silentBridge', { money: 'never' })
    await openSheet(opened)
    opened.clock.pass(10_000)
    await opened.reads('sheet', say.check)
    await opened.tap(say.check)
    await opened.reads('confirming', say.steps.confirming)
  })

  test('goes back to the merchant with the order number', async () => {
    const opened = await open('withReturnUrl')
    await opened.reads('paid', say.back)
    expect(opened.screen.get('a.button').attributes('href')).toBe(
      'https://shop.example.com/thanks?lang=zh&orderNo=P-20261102-0042',
    )
  })

  test('closes the window the WeChat way where there is nowhere to go back to', async () => {
    const opened = await open('alreadyPaid')
    await opened.reads('paid', say.done)
    await opened.tap(say.done)
    expect(opened.bridge.closed).toEqual(['closeWindow'])
  })

  test('asks WeChat twice, and is told how where it does not close all the same', async () => {
    const opened = await open('alreadyPaid')
    await opened.tap(say.done)
    expect(opened.screen.text()).not.toContain(say.closeByHand)
    opened.clock.pass(1000)
    await opened.reads('paid', say.closeByHand)
    expect(opened.bridge.closed).toEqual(['closeWindow', 'closeWindow'])
  })

  test('is told how to close a WeChat whose bridge is missing', async () => {
    const opened = await open('alreadyPaid', { bridge: 'missing' })
    await opened.tap(say.done)
    await opened.reads('paid', say.closeByHand)
  })

  test('finds no button that closes a browser, which no page can', async () => {
    const opened = await open('alreadyPaid', { environment: 'browser' })
    await opened.reads('paid', say.steps.paid, say.closeTab)
    expect(opened.screen.findAll('button').map((button) => button.text())).toEqual([say.copy])
  })
})

describe('a payer who does not pay', () => {
  test('reads that nothing was charged, and when that was asked, and can pay again', async () => {
    const opened = await open('cancelled')
    await openSheet(opened)
    opened.bridge.answer('get_brand_wcpay_request:cancel')
    await opened.reads('unpaid', say.steps.unpaid, fixed(say.notCharged), '12:00:00', say.payAgain)
    expect(opened.address()).toBe(`/failure?order=${orderId}`)
    await openSheet(opened, say.payAgain)
  })

  test('is not hurried by the answer of a sheet that is long gone', async () => {
    const opened = await open('cancelled')
    await openSheet(opened)
    opened.bridge.answer('get_brand_wcpay_request:cancel')
    await opened.reads('unpaid', say.payAgain)
    await openSheet(opened, say.payAgain)
    opened.bridge.answer('get_brand_wcpay_request:cancel', 0)
    await opened.reads('sheet', say.inSheet)
  })

  test('sees «not completed» turn to success when money arrives after all', async () => {
    const opened = await open('cancelled', { money: 'as_decided' })
    await openSheet(opened)
    opened.bridge.answer('get_brand_wcpay_request:cancel')
    await opened.reads('unpaid', say.steps.unpaid)
    opened.world.decide(true)
    opened.clock.pass(60_000)
    await opened.reads('paid', say.steps.paid)
  })

  test('reads why the payment failed and can pay again', async () => {
    const opened = await open('paymentFailed')
    await openSheet(opened)
    opened.world.decide(false)
    opened.bridge.answer('get_brand_wcpay_request:fail')
    await opened.reads(
      'failed',
      say.steps.failed,
      say.failures.balance.what,
      fixed(say.notCharged),
      say.payAgain,
    )
  })

  test('sees «failed» turn to success when money arrives after all', async () => {
    const opened = await open('paymentFailed', { money: 'as_decided' })
    await openSheet(opened)
    opened.world.decide(false)
    opened.bridge.answer('get_brand_wcpay_request:fail')
    await opened.reads('failed', say.steps.failed)
    opened.world.decide(true)
    opened.clock.pass(5000)
    await opened.reads('paid', say.steps.paid)
  })

  test('gets another charge where the sheet refused the last one', async () => {
    const opened = await open('sheetRefused')
    await openSheet(opened)
    opened.bridge.answer('get_brand_wcpay_request:fail')
    await opened.reads('unpaid', fixed(say.notCharged))
    await openSheet(opened, say.payAgain)
  })

  test('reads that this page cannot open WeChat Pay, and whom to ask, where WeChat denies it', async () => {
    const opened = await open('sheetRefused')
    await openSheet(opened)
    opened.bridge.answer('getBrandWCPayRequest:fail_no permission to execute')
    await opened.reads(
      'unpaid',
      say.steps.unpaid,
      say.denied.what,
      fixed(say.notCharged),
      say.denied.now,
    )
    expect(opened.screen.get('.actions .button').text()).toBe(say.close)
    expect(opened.browser.reported).toEqual([
      { event: 'sheet_asked', orderId, chargeId },
      { event: 'sheet_denied', kind: 'no_permission', orderId, chargeId },
    ])
  })

  test.each(['fail', 'cancel', 'ok'])('has a sheet counted that says %s, once', async (word) => {
    const opened = await open('cancelled')
    await openSheet(opened)
    opened.bridge.answer(`get_brand_wcpay_request:${word}`)
    opened.bridge.answer('get_brand_wcpay_request:fail')
    await vi.waitFor(() => expect(opened.state().step).not.toBe('sheet'))
    expect(opened.browser.reported).toEqual([
      { event: 'sheet_asked', orderId, chargeId },
      { event: 'bridge_answered', kind: word, orderId, chargeId },
    ])
  })
})

describe('a payer who has to wait', () => {
  test('never reads of success or failure while nothing is known', async () => {
    const opened = await open('okWithoutMoney')
    await openSheet(opened)
    opened.bridge.answer('get_brand_wcpay_request:ok')
    await opened.reads('confirming', say.steps.confirming)
    opened.clock.pass(31_000)
    await opened.reads('pending', say.steps.pending, fixed(say.lastAsked), say.checkNow)
    expect(opened.screen.text()).not.toContain(fixed(say.notCharged))
    expect(opened.address()).toBe(`/pending?order=${orderId}`)
  })

  test('is brought from pending to success by itself', async () => {
    const opened = await open('webhookNeverComes', { money: 'never' })
    await openSheet(opened)
    opened.bridge.answer('get_brand_wcpay_request:ok')
    await opened.reads('confirming')
    opened.clock.pass(31_000)
    await opened.reads('pending', say.checkNow)
    Object.assign(opened.world.scenario, { money: 'always' })
    opened.world.decide(true)
    opened.clock.pass(60_000)
    await opened.reads('paid', say.steps.paid)
  })

  test('can ask at once, and can go back to the order', async () => {
    const opened = await open('okWithoutMoney')
    await openSheet(opened)
    opened.bridge.answer('get_brand_wcpay_request:ok')
    await opened.reads('confirming')
    opened.clock.pass(31_000)
    await opened.reads('pending', say.checkNow)
    await opened.tap(say.checkNow)
    await opened.tap(say.backToOrder)
    await opened.reads('ready', say.payOn)
  })

  test('who reloads in the middle is asked about first, and may then go on paying', async () => {
    const tab = createTab()
    tab.set(`attempt:${orderId}`, writeAttempt({ orderId, chargeId, startedAt: 0 }))
    const opened = await open('resumed', { tab })
    await opened.reads('ready', say.resumed, say.payOn)
  })

  test('who reloads after paying goes straight to the answer', async () => {
    const tab = createTab()
    tab.set(`attempt:${orderId}`, writeAttempt({ orderId, chargeId, startedAt: 0 }))
    const opened = await open('resumed', { tab, money: 'always' })
    opened.world.decide(true)
    await opened.reads('paid', say.steps.paid)
  })

  test('keeps the attempt before the sheet opens', async () => {
    const opened = await open('signedIn')
    await openSheet(opened)
    expect(opened.tab.get(`attempt:${orderId}`)).toContain(chargeId)
  })
})

describe('WeChat’s own menu', () => {
  test('is put away while the link could be paid, and comes back with the success', async () => {
    const opened = await open('signedIn')
    await opened.reads('ready')
    expect(opened.bridge.menus).toEqual([false])
    await openSheet(opened)
    opened.world.decide(true)
    opened.bridge.answer('get_brand_wcpay_request:ok')
    await opened.reads('paid')
    expect(opened.bridge.menus).toEqual([false, true])
  })

  test('is put away as soon as a late bridge is there, and nothing waits for it', async () => {
    const opened = await open('bridgeMissing')
    await opened.reads('ready', say.pay)
    opened.bridge.arrive()
    await expect.poll(() => opened.bridge.menus, patience).toEqual([false])
  })

  test('may refuse without a payment noticing', async () => {
    const opened = await open('bridgeMissing')
    await opened.reads('ready')
    Object.assign(opened.bridge, { tell: () => false })
    opened.bridge.arrive()
    await openSheet(opened)
  })
})

describe('a WeChat whose bridge', () => {
  test('comes late is waited for', async () => {
    const opened = await open('bridgeMissing')
    await opened.tap(say.pay)
    await opened.reads('bridging', say.opening)
    opened.bridge.arrive()
    await opened.reads('sheet')
  })

  test('never comes says so, and lets the payer try again', async () => {
    const opened = await open('bridgeMissing')
    await opened.tap(say.pay)
    await opened.reads('bridging')
    opened.clock.pass(9000)
    await opened.reads('bridge_missing', say.steps.bridge_missing, say.payAgain)
    expect(opened.browser.reported).toEqual([{ event: 'bridge_missing', orderId }])
    opened.bridge.present = true
    await openSheet(opened, say.payAgain)
  })
})

test('auto=1 opens the sheet without a tap, and the button calls it once more', async () => {
  const opened = await open('autoPay')
  await opened.reads('sheet', say.pay)
  expect(opened.bridge.opened).toHaveLength(1)
  await opened.tap(say.pay)
  await opened.reads('sheet')
  expect(opened.bridge.opened).toHaveLength(2)
  expect(opened.address()).toBe(`/checkout?order=${orderId}`)
})
