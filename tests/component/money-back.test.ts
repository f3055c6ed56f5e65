import { describe, expect, test } from 'vitest'
import { another, chargeId, orderId, scenarios, type Scenario } from '../../mocks/scenarios'
import { open, patience, type Opened } from './open'
import { say, sayInEnglish } from '../say'

const links = ['checkout', 'success', 'failure', 'pending'].map(
  (page) => `${page}?order=${orderId}`,
)

describe('a payer whose money the order does not take', () => {
  test('reads what happened, and that it goes back by itself', async () => {
    const opened = await open('paidSecond')
    await opened.reads(
      'money_back',
      say.moneyBack.second.why,
      say.moneyBackNow.processing.money('¥38.00'),
      say.moneyBackNow.processing.now,
    )
    await opened.reads('money_back', '山上咖啡', '¥38.00', 'P-20261102-0042')
    expect(opened.screen.get('h1').text()).toBe(say.moneyBack.second.title.processing)
    expect(opened.address()).toBe(`/failure?order=${orderId}`)
  })

  test('sees the page turn by itself once it has gone back', async () => {
    const opened = await open('paidSecond')
    await opened.reads('money_back', say.moneyBack.second.title.processing)
    opened.clock.pass(4000)
    await opened.reads(
      'money_back',
      say.moneyBack.second.title.succeeded,
      say.moneyBackNow.succeeded.money('¥38.00'),
    )
  })

  test('is told whom to turn to where it could not go back', async () => {
    const opened = await open('paidSecondRefundFails')
    await opened.reads(
      'money_back',
      say.moneyBack.second.title.failed,
      say.moneyBackNow.failed.money('¥38.00'),
      say.moneyBackNow.failed.now,
    )
  })

  test('and who paid after the merchant had closed the order reads just that', async () => {
    const opened = await open('paidLate')
    await opened.reads('money_back', say.moneyBack.late.title.processing, say.moneyBack.late.why)
    opened.clock.pass(4000)
    await opened.reads('money_back', say.moneyBack.late.title.succeeded)
  })

  test.each([...links, 'oauth?code=081Kq4Ga1AbCd&state=5f1c9b7e3d'])(
    'reads of no success first: %s',
    async (at) => {
      const opened = await open('paidSecond', { at })
      await opened.reads('money_back', say.moneyBack.second.why)
      expect(opened.been).not.toContain('paid')
    },
  )

  test('reads nothing at all of an order whose status query failed, and may try again', async () => {
    const opened = await open('paidSecond', { refuses: { payment: 'rate_limited' } })
    await opened.reads('load_failed', say.failures.busy.what, say.retry)
    Object.assign(opened.world.scenario, { refuses: {} })
    await opened.tap(say.retry)
    await opened.reads('money_back', say.moneyBack.second.why)
    expect(opened.been).not.toContain('paid')
  })

  test('is not told of a success when the login runs out meanwhile', async () => {
    const [processing, succeeded] = scenarios.paidSecond.mine
    const mine = [processing ?? null, null, succeeded ?? null]
    const opened = await open('paidSecond', { mine })
    await opened.reads('money_back', say.moneyBack.second.title.processing)
    const asksOn = () => {
      opened.clock.pass(60_000)
      return opened.screen.text()
    }
    await expect.poll(asksOn, patience).toContain(say.moneyBack.second.title.succeeded)
    expect(opened.been).not.toContain('paid')
  })

  test('reads it in English where WeChat speaks it', async () => {
    const opened = await open('paidSecond', { language: 'en' })
    await opened.reads(
      'money_back',
      sayInEnglish.moneyBack.second.title.processing,
      sayInEnglish.moneyBackNow.processing.now,
    )
  })
})

describe('a payer whose own payment paid the order', () => {
  test('reads that the merchant refunds a part of it', async () => {
    const opened = await open('merchantRefundsPart')
    await opened.reads('paid', say.steps.paid, say.merchantRefund.processing('¥10.00'))
    expect(opened.screen.text()).not.toContain('¥28.00')
    opened.clock.pass(4000)
    await opened.reads('paid', say.steps.paid, say.merchantRefund.succeeded('¥10.00'))
    await opened.reads('paid', say.refundedPart('¥10.00', '¥28.00'))
  })

  test('reads what is left where the login has run out, too', async () => {
    const opened = await open('merchantRefundsPart', { mine: [] })
    await opened.reads('paid', say.steps.paid)
    Object.assign(opened.world.scenario, { order: { amountRefunded: 1000 } })
    const asksOn = () => {
      opened.clock.pass(60_000)
      return opened.screen.text()
    }
    await expect.poll(asksOn, patience).toContain(say.refundedPart('¥10.00', '¥28.00'))
  })

  test('reads what is left on opening the order later', async () => {
    const opened = await open('refundedPart')
    await opened.reads('paid', say.steps.paid, say.refundedPart('¥10.00', '¥28.00'))
  })

  test('reads it in English where WeChat speaks it', async () => {
    const opened = await open('refundedPart', { language: 'en' })
    await opened.reads('paid', sayInEnglish.refundedPart('¥10.00', '¥28.00'))
  })

  test('reads that it has gone back whole', async () => {
    const opened = await open('refunded')
    await opened.reads('refunded', say.steps.refunded, say.refundedNow('¥38.00'))
  })

  test('reads that the merchant’s refund failed', async () => {
    const opened = await open('merchantRefundFails')
    await opened.reads('paid', say.merchantRefund.failed('¥10.00'))
  })
})

test('who began a payment that another one overtook reads that theirs would go back', async () => {
  const opened = await open('paidByAnother')
  await opened.reads('paid', say.paidUp, say.paidByAnother)
})

describe('who paid in their own sheet, as WeChat says, while another payment paid the order,', () => {
  const own = (status: 'closed' | 'live') => ({ chargeId, status, refund: null })

  /** Opens the sheet; another payment pays, and WeChat says of this one what it says. */
  async function overtaken(mine: Scenario['mine'] = [], says = 'ok'): Promise<Opened> {
    const opened = await open('signedIn', { paidBy: another, mine })
    await opened.tap(say.pay)
    await opened.reads('sheet')
    opened.world.decide(true)
    opened.bridge.answer(`get_brand_wcpay_request:${says}`)
    return opened
  }

  test.each(['closed', 'live'] as const)(
    'reads of no success though their own charge is %s, and of their refund once it is known',
    async (status) => {
      const opened = await overtaken([own(status)])
      await opened.reads('confirming', say.steps.confirming, say.confirming.money)
      opened.clock.pass(10_000)
      await opened.reads('pending', say.steps.pending)
      const back = { status: 'processing', reason: 'double_success', amount: 3800 } as const
      const refunded = { chargeId, status: 'succeeded', refund: back } as const
      Object.assign(opened.world.scenario, { mine: [refunded] })
      const turns = () => {
        opened.clock.pass(30_000)
        return opened.screen.text()
      }
      await expect.poll(turns, patience).toContain(say.moneyBack.second.why)
      expect(opened.been).not.toContain('paid')
    },
  )

  test('reads that it is paid up where they put the sheet away', async () => {
    const opened = await overtaken([own('closed')], 'cancel')
    await opened.reads('paid', say.paidUp, say.paidByAnother)
    expect(opened.screen.text()).not.toContain(say.steps.paid)
  })

  test.each(['ok', 'cancel', 'fail', 'something_new'])(
    'is told of no success when the login has run out: WeChat says %s',
    async (says) => {
      const opened = await overtaken([], says)
      await opened.reads('paid', say.paidUp, say.paidByAnother)
      expect(opened.screen.text()).not.toContain(say.steps.paid)
      const reloaded = await open('signedIn', {
        tab: opened.tab,
        beside: opened,
        at: opened.address().slice(1),
      })
      await reloaded.reads('paid', say.paidUp)
      expect(reloaded.screen.text()).not.toContain(say.steps.paid)
    },
  )

  test('and whose own charge it was after all reads of the success', async () => {
    const opened = await open('signedIn')
    await opened.tap(say.pay)
    await opened.reads('sheet')
    opened.world.decide(true)
    opened.bridge.answer('get_brand_wcpay_request:ok')
    await opened.reads('paid', say.steps.paid)
  })
})
