import { describe, expect, test, vi } from 'vitest'
import type { Storage } from '@/platform/storage'
import { formatMoment } from '@/ui/time'
import { orderId } from '../../mocks/scenarios'
import { open, type How, type Opened } from './open'
import { createTab } from '../../mocks/fake-phone'
import { fixed, say } from '../say'

async function type(opened: Opened, ...keys: string[]): Promise<void> {
  for (const key of keys) await opened.tap(key)
}

describe('a payer who types the amount', () => {
  test('reads the limits, types, and pays in one tap', async () => {
    const opened = await open('openAmount')
    await opened.reads('amount', say.payTo('山上咖啡'), say.amountHint('¥0.01', '¥5,000.00'))
    await type(opened, '3', '8', '.', '5')
    expect(opened.screen.get('[role=textbox]').text()).toContain('38.5')
    await opened.tap(say.payKey)
    await opened.reads('sheet')
    expect(opened.address()).toBe(`/checkout?order=${orderId}`)
  })

  test('cannot pay more than the merchant takes, and can mend it', async () => {
    const opened = await open('openAmount')
    await opened.reads('amount')
    await type(opened, '9', '9', '9', '9')
    await opened.reads('amount', say.amountTooHigh('¥5,000.00'))
    expect(opened.screen.get('.pay').attributes('disabled')).toBeDefined()
    await opened.screen.get(`[aria-label="${say.deleteDigit}"]`).trigger('click')
    await opened.reads('amount', fixed(say.amountHint))
    expect(opened.screen.get('.pay').attributes('disabled')).toBeUndefined()
  })

  test('may use a keyboard, and paste', async () => {
    const opened = await open('openAmount')
    await opened.reads('amount')
    const field = opened.screen.get('[role=textbox]')
    await field.trigger('keydown', { key: '7' })
    await field.trigger('keydown', { key: 'Backspace' })
    await field.trigger('paste', { clipboardData: { getData: () => '¥12.80' } })
    expect(field.text()).toContain('12.80')
  })

  test('reads that the backend refused the amount, and keeps it', async () => {
    const opened = await open('amountRefused')
    await opened.reads('amount')
    await type(opened, '5')
    await opened.tap(say.payKey)
    await opened.reads('amount', say.failures.amountOutOfRange.what)
    expect(opened.screen.get('[role=textbox]').text()).toContain('5')
  })
})

describe('a payer who comes without an order', () => {
  test('and whose merchant takes no typed amounts chooses an item', async () => {
    const opened = await open('catalog')
    await opened.reads(
      'catalog',
      say.steps.catalog,
      '山上咖啡',
      '手冲咖啡 耶加雪菲',
      '¥38.00',
      '拿铁',
      '¥22.00',
    )
    expect(opened.address()).toBe('/checkout')
    expect(opened.screen.findAll('.items img')).toHaveLength(1)
    expect(opened.screen.text()).not.toContain(say.typeAmount)
    await opened.tap(opened.screen.get('.item').text())
    await opened.reads('ready', say.pay)
    expect(opened.address()).toBe(`/checkout?order=${orderId}`)
    expect(opened.bridge.opened).toEqual([])
  })

  test('types first, and finds the items beside it', async () => {
    const opened = await open('amountOrItem')
    await opened.reads('amount', say.payKey)
    await opened.tap(say.steps.catalog)
    await opened.reads('catalog', '拿铁')
    await opened.tap(say.typeAmount)
    await opened.reads('amount', fixed(say.amountHint))
  })

  test('may go on with what was typed and not paid', async () => {
    const opened = await open('amountOrItem')
    await opened.reads('amount', say.unfinished('¥38.00'))
    await opened.tap(say.unfinished('¥38.00') + say.takeUp)
    await opened.reads('ready', '¥38.00', say.pay)
    expect(opened.address()).toBe(`/checkout?order=${orderId}`)
  })

  test('and whose unfinished payment was paid meanwhile reads of that', async () => {
    const opened = await open('amountOrItem')
    await opened.reads('amount')
    opened.world.decide(true)
    await opened.tap(say.unfinished('¥38.00') + say.takeUp)
    await opened.reads('paid', say.steps.paid)
  })

  test('reads of a backend that sells neither', async () => {
    const opened = await open('openAmountOff')
    await opened.reads('load_failed', say.failures.openAmountOff.what)
  })
})

test('an item’s order shows its picture', async () => {
  const opened = await open('item')
  await opened.reads('ready')
  expect(opened.screen.get('main img').attributes('src')).toMatch(/^data:/)
})

describe('a payer who taps an item in the menu', () => {
  test('gets an order for it', async () => {
    const opened = await open('item')
    await opened.reads('ready')
    expect(opened.address()).toBe(`/checkout?order=${orderId}`)
  })

  test('reads that the order is being made', async () => {
    const opened = await open('item', { slowness: 2500 })
    await opened.reads('loading')
    opened.clock.pass(2500)
    await opened.reads('ordering', say.steps.ordering)
    opened.clock.pass(2500)
    await opened.reads('ready', '手冲咖啡', say.pay)
  })

  test('who paid the same minutes ago is asked first, and may look at that payment', async () => {
    const opened = await open('justPaid')
    await opened.reads('just_paid', say.steps.just_paid, '¥38.00', say.paySecond)
    expect(opened.bridge.opened).toHaveLength(0)
    await opened.tap(say.paySecond)
    await opened.reads('ready', say.pay)
  })
})

describe('who paid the same minutes ago', () => {
  test('is offered to look first and to pay again second, and reads what was paid and when', async () => {
    const opened = await open('justPaid')
    await opened.reads('just_paid', '12:20', '¥38.00')
    const buttons = opened.screen.findAll('button').map((button) => button.text())
    expect(buttons).toEqual([say.seePaid, say.paySecond])
  })

  test('sees that payment', async () => {
    const opened = await open('justPaid')
    await opened.reads('just_paid')
    opened.world.decide(true)
    await opened.tap(say.seePaid)
    await opened.reads('paid', say.steps.paid)
    expect(opened.address()).toBe(`/success?order=${orderId}`)
  })

  test('is asked again after a reload, and on coming back', async () => {
    const tab = createTab()
    const first = await open('justPaid', { tab })
    await first.reads('just_paid')
    first.browser.comeBack(true)
    await first.reads('just_paid', say.paySecond)
    const second = await open('justPaid', { tab, at: first.address().slice(1) })
    await second.reads('just_paid', say.paySecond)
  })

  test('pays again by a tap alone: no reload and no way back says so for them', async () => {
    const bodies: unknown[] = []
    const tab = createTab()
    const first = await open('justPaid', { tab, onOrder: (body) => bodies.push(body) })
    await first.reads('just_paid')
    Object.assign(first.world.scenario, { down: 'network' })
    await first.tap(say.paySecond)
    await first.reads('load_failed', say.retry)
    const second = await open('justPaid', { tab, onOrder: (body) => bodies.push(body) })
    await second.reads('just_paid')
    expect(bodies).toEqual([
      { item: 'coffee' },
      { item: 'coffee', again: true },
      { item: 'coffee' },
    ])
  })
})

describe('an order that was asked for, and of which nothing was heard,', () => {
  /** Types 8 yuan in a window and taps; tells the key of each order that was asked for. */
  async function asks(keys: (string | null)[], how: How = {}): Promise<Opened> {
    const opened = await open('openAmount', { ...how, onOrder: (_body, key) => keys.push(key) })
    await opened.reads('amount')
    await type(opened, '8')
    return opened
  }

  test.each([
    ['no network', { down: 'network' }],
    ['a proxy that answers in its place', { down: 'proxy' }],
    ['a login page of the network’s', { down: 'portal' }],
    ['a backend that stumbled', { refuses: { orders: 'internal_error' } }],
    ['a database that is gone', { refuses: { orders: 'not_ready' } }],
  ] as const)('is asked for with the same key: %s', async (_why, trouble) => {
    const [keys, tab]: [(string | null)[], Storage] = [[], createTab()]
    const first = await asks(keys, { tab })
    Object.assign(first.world.scenario, trouble)
    await first.tap(say.payKey)
    await vi.waitFor(() => expect(first.been).toEqual(['loading', 'amount', 'ordering', 'amount']))
    await first.tap(say.payKey)
    await vi.waitFor(() => expect(first.been.slice(4)).toEqual(['ordering', 'amount']))

    const reloaded = await asks(keys, { tab })
    await reloaded.tap(say.payKey)
    await reloaded.reads('sheet')
    expect(keys).toHaveLength(3)
    expect(new Set(keys).size).toBe(1)
  })

  test('has no other order’s key, and another window’s neither', async () => {
    const keys: (string | null)[] = []
    const first = await asks(keys)
    Object.assign(first.world.scenario, { down: 'network' })
    await first.tap(say.payKey)
    await vi.waitFor(() => expect(first.been.slice(2)).toEqual(['ordering', 'amount']))
    await type(first, '8')
    await first.tap(say.payKey)
    await vi.waitFor(() => expect(first.been.slice(4)).toEqual(['ordering', 'amount']))
    const second = await asks(keys)
    await second.tap(say.payKey)
    await second.reads('sheet')
    expect(new Set(keys).size).toBe(3)
  })

  test.each([
    ['an order', {}, 'sheet'],
    ['a refusal', { refuses: { orders: 'amount_out_of_range' } }, 'amount'],
  ] as const)('but after %s the next tap is another wish', async (_what, answer, step) => {
    const [keys, tab]: [(string | null)[], Storage] = [[], createTab()]
    const first = await asks(keys, { tab, ...answer })
    await first.tap(say.payKey)
    await vi.waitFor(() => expect(first.been.slice(2)).toContain(step))
    const second = await asks(keys, { tab })
    await second.tap(say.payKey)
    await second.reads('sheet')
    expect(new Set(keys).size).toBe(2)
  })
})

test('a payer who has tapped reads that the payment is being started, and cannot tap twice', async () => {
  const opened = await open('signedIn')
  await opened.reads('ready')
  Object.assign(opened.world.scenario, { slowness: 2500 })
  await opened.tap(say.pay)
  await opened.reads('charging', say.charging)
  expect(opened.screen.get('.button').attributes('aria-disabled')).toBe('true')
})

describe('a charge that cannot be made', () => {
  test.each([
    ['gatewayRejected', say.failures.gatewayRejected],
    ['gatewayUnavailable', say.failures.gatewayUnavailable],
    ['untrusted', say.failures.gatewayUntrusted],
  ] as const)(
    'says why, that no money moved, and lets the payer try again: %s',
    async (name, { what, money }) => {
      const opened = await open(name)
      await opened.tap(say.pay)
      await opened.reads('charge_refused', what, money, say.payAgain)
      Object.assign(opened.world.scenario, { refuses: {} })
      await opened.tap(say.payAgain)
      await opened.reads('sheet')
    },
  )

  test('waits where somebody else is paying, and then lets this payer', async () => {
    const opened = await open('inProgress')
    await opened.tap(say.pay)
    await opened.reads('charge_refused', say.failures.inProgress.what, say.retryIn('00:45'))
    opened.clock.pass(20_000)
    await opened.reads('charge_refused', say.retryIn('00:25'))
    opened.clock.pass(25_000)
    await opened.reads('charge_refused', say.pay)
  })

  test('says when to come back with an order that may have been paid, and hurries nobody', async () => {
    const { held } = say.failures
    const opened = await open('held')
    const comeBack = say.comeBack(formatMoment('2026-11-03T03:00:00.000Z', 'zh-CN', '2026-11-02'))
    await opened.tap(say.pay)
    await opened.reads('charge_refused', held.what, held.money, comeBack, say.pay)
    expect(opened.screen.get('.button').attributes('aria-disabled')).toBe('true')
    // The wait until it may be asked for again is none until it can be paid.
    expect(opened.screen.text()).not.toMatch(/00:\d\d 后可以支付/)
    opened.clock.pass(45_000)
    await vi.waitFor(() =>
      expect(opened.screen.get('.button').attributes('aria-disabled')).toBe('false'),
    )
  })

  test('counts down to the end of no order that cannot be paid before it ends', async () => {
    const { held } = say.failures
    const opened = await open('heldToItsEnd')
    const dueText = /前完成付款|剩余/
    await opened.reads('ready')
    expect(opened.screen.text()).toMatch(dueText)
    await opened.tap(say.pay)
    await opened.reads('charge_refused', held.what, held.money, held.now)
    expect(opened.screen.text()).not.toMatch(dueText)
  })

  test('counts down where this payer has begun to pay too often', async () => {
    const { busy } = say.failures
    const opened = await open('tooOften')
    await opened.tap(say.pay)
    await opened.reads('charge_refused', busy.what, busy.money, say.retryIn('00:05'))
    opened.clock.pass(5_000)
    await opened.reads('charge_refused', say.payAgain)
  })

  test('shows the success of an order that was paid meanwhile', async () => {
    const opened = await open('paidElsewhere')
    await opened.reads('ready')
    const charged = opened.world.createCharge()
    expect(charged.chargeId).toBeTruthy()
    opened.world.decide(true)
    await opened.tap(say.pay)
    await opened.reads('paid', say.steps.paid)
  })

  test('shows that the order closed meanwhile', async () => {
    const opened = await open('closesMeanwhile')
    await opened.tap(say.pay)
    await opened.reads('closed', say.steps.closed)
  })

  test('signs in anew where the session has run out', async () => {
    const opened = await open('loginExpires')
    await opened.tap(say.pay)
    await opened.reads('leaving')
    expect(opened.browser.left).toHaveLength(1)
  })
})
