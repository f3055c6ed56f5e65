import { expect, test, vi } from 'vitest'
import { open, patience } from './open'
import { fixed, say, sayInEnglish } from '../say'

const minute = 60_000

test('a payer with plenty of time reads until when the order can be paid, then how long is left', async () => {
  const opened = await open('signedIn')
  await opened.reads('ready', say.payUntil('12:30'))
  opened.clock.pass(19 * minute)
  await opened.reads('ready', '12:30')
  opened.clock.pass(2 * minute)
  await opened.reads('ready', say.timeLeft('09:00'))
  opened.clock.pass(1000)
  await opened.reads('ready', say.timeLeft('08:59'))
})

test('who cannot see the countdown is told at 10, 5 and 1 minute', async () => {
  const opened = await open('signedIn', { endsIn: 600 })
  await opened.reads('ready', '10:00')
  const said = () => opened.screen.get('.order-head .spoken').text()
  expect(said()).toBe(say.minutesLeft(10))
  expect(opened.screen.get('.clock').attributes('aria-hidden')).toBe('true')
  opened.clock.pass(5 * minute)
  await expect.poll(said, patience).toBe(say.minutesLeft(5))
  opened.clock.pass(4 * minute)
  await expect.poll(said, patience).toBe(say.minutesLeft(1))
})

test('the page closes by itself when the time is up', async () => {
  const opened = await open('expiring')
  await opened.reads('ready', '01:30')
  opened.clock.pass(90_000)
  await opened.reads('closed', say.closed.expired.title, say.closed.never.money)
})

test('an order that was paid in the last moment is a success instead', async () => {
  const opened = await open('expiring')
  await opened.reads('ready', '01:30')
  opened.world.decide(true)
  opened.clock.pass(90_000)
  await opened.reads('paid', say.steps.paid)
})

test('who opens an order after its time reads that it has expired, and is not sent to sign in', async () => {
  const opened = await open('expired', { signedIn: false })
  await opened.reads('closed', say.closed.expired.title)
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
  await opened.tap(say.pay)
  await opened.reads('sheet')
  opened.clock.pass(120_000)
  await opened.reads('sheet', say.check)
  opened.world.decide(true)
  opened.bridge.answer('get_brand_wcpay_request:ok')
  await opened.reads('paid', say.steps.paid)
})

test('who did not pay in time reads so instead of a button that cannot work', async () => {
  const opened = await open('cancelled', { endsIn: 90 })
  await opened.tap(say.pay)
  await opened.reads('sheet')
  opened.bridge.answer('get_brand_wcpay_request:cancel')
  await opened.reads('unpaid', fixed(say.notCharged), '01:30')
  opened.clock.pass(90_000)
  await opened.reads('closed', say.closed.expired.title, fixed(say.lastAsked))
  expect(opened.screen.text()).not.toContain(say.payAgain)
})

test('it is told in English', async () => {
  const opened = await open('expiring', { language: 'en' })
  await opened.reads('ready', sayInEnglish.timeLeft('01:30'), sayInEnglish.minutesLeft(5))
  opened.clock.pass(90_000)
  await opened.reads('closed', sayInEnglish.closed.expired.title)
})
