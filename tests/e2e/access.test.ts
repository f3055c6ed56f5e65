import { expect, test } from './support/test'
import { say } from '../say'

test.describe('in colours that the payer’s system forces', () => {
  test.use({ contextOptions: { forcedColors: 'active', reducedMotion: 'reduce' } })

  test('a button has an edge, and what waits does not move', async ({ phone }) => {
    await phone.openMenu('点一杯手冲')
    const pay = phone.button(say.pay)
    await expect(pay).toBeVisible()
    const edge = await pay.evaluate((element) => getComputedStyle(element).borderTopStyle)
    expect(edge).not.toBe('none')
    await phone.tap(say.pay)
    const wheel = phone.web.locator('.wheel').first()
    await expect(wheel).toBeAttached()
    const turn = await wheel.evaluate((element) => getComputedStyle(element).animationDuration)
    expect(parseFloat(turn)).toBeLessThan(0.001)
  })
})
