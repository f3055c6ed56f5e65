import { beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest'
import { hear } from '../screen-reader'
import { open, patience, type Opened } from './open'
import { fixed, say, sayInEnglish } from '../say'

let spoken: string[] = []

beforeAll(hear)
beforeEach(() => {
  spoken = []
  window.tellSpoken = (how, text) => void spoken.push(`${how}: ${text}`)
})
afterEach(() => {
  delete window.tellSpoken
})

/** Everything that a screen reader has said since it was last asked. */
const said = () => spoken.splice(0)

async function openSheet(opened: Opened, button = say.pay): Promise<void> {
  await opened.tap(button)
  await opened.reads('sheet', say.inSheet)
}

describe('a payer who hears the page', () => {
  test('is told each step of a payment once', async () => {
    const opened = await open('signedIn')
    await opened.reads('ready')
    expect(said()).toEqual([`h1: ${say.payTo('山上咖啡')}`])
    await openSheet(opened)
    expect(said()).toEqual([`status: ${say.charging}`, `status: ${say.inSheet}`])
    opened.world.decide(true)
    Object.assign(opened.world.scenario, { slowness: 1000 })
    opened.bridge.answer('get_brand_wcpay_request:ok')
    await opened.reads('confirming', say.steps.confirming)
    await expect
      .poll(() => {
        opened.clock.pass(1000)
        return opened.screen.text()
      }, patience)
      .toContain(say.steps.paid)
    expect(said()).toEqual([`h1: ${say.steps.confirming}`, `h1: ${say.steps.paid}`])
  })

  test('is told once that nothing was charged, however often that is asked again', async () => {
    const opened = await open('cancelled')
    await openSheet(opened)
    opened.bridge.answer('get_brand_wcpay_request:cancel')
    await opened.reads('unpaid', fixed(say.notCharged), '12:00:00')
    expect(said().slice(-1)).toEqual([`h1: ${say.steps.unpaid}`])
    opened.clock.pass(5000)
    await opened.reads('unpaid', '12:00:05')
    expect(said()).toEqual([])
    await openSheet(opened, say.payAgain)
    expect(said()).toEqual([`h1: ${say.payTo('山上咖啡')}`, `status: ${say.inSheet}`])
  })

  test('is told once that it takes long, however often that is asked again', async () => {
    const opened = await open('okWithoutMoney')
    await openSheet(opened)
    opened.bridge.answer('get_brand_wcpay_request:ok')
    await opened.reads('confirming')
    said()
    opened.clock.pass(11_000)
    await opened.reads('pending', say.pending.money)
    expect(said()).toEqual([expect.stringMatching(new RegExp(`^status: .*${say.pending.money}`))])
    for (const later of [30_000, 60_000]) {
      opened.clock.pass(later)
      const asked = opened.screen.text()
      await expect.poll(() => opened.screen.text(), patience).not.toBe(asked)
    }
    expect(said()).toEqual([])
  })

  test('is told of what stands in the way, and of the time that is left, and not of each second', async () => {
    const opened = await open('gatewayRejected', { endsIn: 600 })
    await opened.reads('ready', '10:00')
    await opened.tap(say.pay)
    await opened.reads('charge_refused', say.failures.gatewayRejected.what)
    expect(said().slice(-1)).toEqual([
      expect.stringMatching(new RegExp(`^status: ${say.failures.gatewayRejected.what}`)),
    ])
    opened.clock.pass(1000)
    await opened.reads('charge_refused', '09:59')
    expect(said()).toEqual([])
    opened.clock.pass(5 * 60_000)
    await opened.reads('charge_refused', '04:59')
    expect(said()).toEqual([`status: ${say.minutesLeft(5)}`])
  })

  test('stays with the choice of language when the page is said in another one', async () => {
    const opened = await open('signedIn')
    await opened.reads('ready')
    said()
    const language = opened.screen.get<HTMLSelectElement>('select')
    language.element.focus()
    expect(said()).toHaveLength(1)
    await language.setValue('en')
    await opened.reads('ready', sayInEnglish.pay)
    expect(document.activeElement).toBe(language.element)
    expect(said()).toEqual([])
  })
})
