import { expect } from '@playwright/test'
import { allScreens } from '../../mocks/gallery/screens'
import { clipped, hasContrast, isAccessible, tooSmall, tooWide } from './support/access'
import { look, openScreen } from './support/gallery'
import { brokenLines } from './support/lines'
import { contactSheet } from './support/sheet'
import { test } from './support/test'

/** On these the order itself stands, with the button that pays it. */
const payable = ['ready', 'charging', 'charge_refused', 'bridging', 'bridge_missing', 'sheet']

for (const { id, like, step, title } of allScreens) {
  test(`${step}: ${title} (${id})`, async ({ phone, desk }) => {
    await openScreen(phone, id)

    await test.step('the flow is where the list says', async () => {
      await expect(phone.locator('[data-step]')).toHaveAttribute('data-step', step)
      await expect(phone.getByRole('heading', { level: 1 })).toHaveCount(1)
    })

    await test.step('it can be read and used, in the light and in the dark', async () => {
      await look(phone, { language: 'zh-CN', theme: 'light', text: 'normal' })
      await isAccessible(phone)
      await look(phone, { language: 'zh-CN', theme: 'dark', text: 'normal' })
      await hasContrast(phone)
    })

    await test.step('on the smallest phone, nothing is cut off, hard to hit or needs scrolling sideways', async () => {
      await phone.setViewportSize({ width: 320, height: 568 })
      for (const text of ['normal', 'largest'] as const) {
        for (const language of ['zh-CN', 'en'] as const) {
          await look(phone, { language, theme: 'light', text })
          expect(await tooWide(phone), `${language}, ${text}`).toEqual([])
          expect(await clipped(phone), `${language}, ${text}`).toEqual([])
          expect(await tooSmall(phone), `${language}, ${text}`).toEqual([])
        }
      }
    })

    if (payable.includes(step)) {
      await test.step('on the smallest phone, merchant, amount and button are in sight', async () => {
        await look(phone, { language: 'zh-CN', theme: 'light', text: 'normal' })
        for (const seen of [
          phone.getByRole('heading', { level: 1 }),
          phone.getByText('38.00').first(),
          phone.getByText(/手冲咖啡/).first(),
          phone.locator('.actions .button').first(),
        ]) {
          await expect(seen).toBeInViewport({ ratio: 1 })
        }
      })
    }

    await test.step('every line of it, as drawn, is whole', async () => {
      expect(await brokenLines(phone)).toEqual([])
    })

    await test.step('it looks as it did', async () => {
      expect(await contactSheet(phone, desk)).toMatchSnapshot(`${like ?? id}.webp`)
    })
  })
}
