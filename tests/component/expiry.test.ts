import { expect, test, vi } from 'vitest'
import { open, patience } from './open'

const minute = 60_000

test('a payer with plenty of time reads until when the order can be paid, then how long is left', async () => {
  const opened = await open('signedIn')
  await opened.reads('ready', '请在 12:30 前完成付款')
  opened.clock.pass(19 * minute)
  await opened.reads('ready', '12:30')
  opened.clock.pass(2 * minute)
  await opened.reads('ready', '付款剩余时间 09:00')
  opened.clock.pass(1000)
  await opened.reads('ready', '付款剩余时间 08:59')
})

test('who cannot see the countdown is told at 10, 5 and 1 minute', async () => {
  const opened = await open('signedIn', { endsIn: 600 })
  await opened.reads('ready', '10:00')
  const said = () => opened.screen.get('.order-head .spoken').text()
  expect(said()).toBe('付款时间剩余不到 10 分钟')
  expect(opened.screen.get('.clock').attributes('aria-hidden')).toBe('true')
  opened.clock.pass(5 * minute)
  await expect.poll(said, patience).toBe('付款时间剩余不到 5 分钟')
  opened.clock.pass(4 * minute)
  await expect.poll(said, patience).toBe('付款时间剩余不到 1 分钟')
})

test('the page closes by itself when the time is up', async () => {
  const opened = await open('expiring')
  await opened.reads('ready', '01:30')
  opened.clock.pass(90_000)
  await opened.reads('closed', '订单已过期', '没有发起过支付，不会扣款')
})

test('an order that was paid in the last moment is a success instead', async () => {
  const opened = await open('expiring')
  await opened.reads('ready', '01:30')
  opened.world.decide(true)
  opened.clock.pass(90_000)
  await opened.reads('paid', '支付成功')
})

test('who opens an order after its time reads that it has expired, and is not sent to sign in', async () => {
  const opened = await open('expired', { signedIn: false })
  await opened.reads('closed', '订单已过期')
  expect(opened.browser.left).toEqual([])
  expect(opened.been).not.toContain('ready')
})

test('the last minute looks like one', async () => {
  const opened = await open('expiring')
  await opened.reads('ready', '01:30')
  expect(opened.screen.get('.clock').classes()).not.toContain('last-minute')
  opened.clock.pass(30_000)
  await vi.waitFor(() => expect(opened.screen.get('.clock').classes()).toContain('last-minute'))
})

test('a sheet that is open when the time is up is left alone', async () => {
  const opened = await open('expiring')
  await opened.tap('立即支付')
  await opened.reads('sheet')
  opened.clock.pass(120_000)
  await opened.reads('sheet', '查询支付结果')
  opened.world.decide(true)
  opened.bridge.answer('get_brand_wcpay_request:ok')
  await opened.reads('paid', '支付成功')
})

test('who did not pay in time reads so instead of a button that cannot work', async () => {
  const opened = await open('cancelled', { endsIn: 90 })
  await opened.tap('立即支付')
  await opened.reads('sheet')
  opened.bridge.answer('get_brand_wcpay_request:cancel')
  await opened.reads('unpaid', '未扣款', '01:30')
  opened.clock.pass(90_000)
  await opened.reads('closed', '订单已过期', '最近一次查询')
  expect(opened.screen.text()).not.toContain('重新支付')
})

test('it is told in English', async () => {
  const opened = await open('expiring', { language: 'en' })
  await opened.reads('ready', '01:30 left to pay', 'Less than 5 minutes left')
  opened.clock.pass(90_000)
  await opened.reads('closed', 'Order expired')
})
