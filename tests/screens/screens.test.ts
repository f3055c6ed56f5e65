import { readdirSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { allScreens } from '../../mocks/gallery/screens'
import { clipped, isAccessible, tooSmall, tooWide } from './support/access'
import { look, openScreen } from './support/gallery'
import { contactSheet } from './support/sheet'

/** On these the order itself stands, with the button that pays it. */
const payable = ['ready', 'charging', 'charge_refused', 'bridging', 'bridge_missing', 'sheet']

for (const { id, like, step, title } of allScreens) {
  test(`${step}: ${title} (${id})`, async ({ page, browser }) => {
    await openScreen(page, id)

    await test.step('the flow is where the list says', async () => {
      await expect(page.locator('[data-step]')).toHaveAttribute('data-step', step)
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
    })

    await test.step('it can be read and used, in the light and in the dark', async () => {
      for (const theme of ['light', 'dark'] as const) {
        await look(page, { language: 'zh-CN', theme, text: 'normal' })
        await isAccessible(page)
      }
      expect(await tooSmall(page)).toEqual([])
    })

    await test.step('on the smallest phone, nothing is cut off or needs scrolling sideways', async () => {
      await page.setViewportSize({ width: 320, height: 568 })
      for (const text of ['normal', 'largest'] as const) {
        for (const language of ['zh-CN', 'en'] as const) {
          await look(page, { language, theme: 'light', text })
          expect(await tooWide(page), `${language}, ${text}`).toEqual([])
          expect(await clipped(page), `${language}, ${text}`).toEqual([])
        }
      }
    })

    if (payable.includes(step)) {
      await test.step('on the smallest phone, merchant, amount and button are in sight', async () => {
        await look(page, { language: 'zh-CN', theme: 'light', text: 'normal' })
        for (const seen of [
          page.getByRole('heading', { level: 1 }),
          page.getByText('38.00').first(),
          page.getByText(/手冲咖啡/).first(),
          page.locator('.actions .button').first(),
        ]) {
          await expect(seen).toBeInViewport({ ratio: 1 })
        }
      })
    }

    await test.step('it looks as it did', async () => {
      expect(await contactSheet(browser, page)).toMatchSnapshot(`${like ?? id}.jpeg`)
    })
  })
}

test('no picture is kept of a screen that is no more', () => {
  const kept = readdirSync(new URL('../../docs/screens/', import.meta.url))
  const shown = allScreens.filter(({ like }) => !like).map(({ id }) => `${id}.jpeg`)
  expect(kept.filter((file) => file.endsWith('.jpeg')).sort()).toEqual(shown.sort())
})
