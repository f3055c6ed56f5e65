/** Where a number is copied from, its button stands beside it, however wide the letters are. */
import { expect, type Page } from '@playwright/test'
import { look, openScreen } from './support/gallery'
import { test } from './support/test'

/** Shows another number. @returns its lines, and how far below its last line the button stands, in px */
function withNumber(page: Page, number: string) {
  return page.evaluate((shown) => {
    const button = document.querySelector('.copy')
    const text = button?.parentElement?.firstChild
    if (!button || !text) throw new Error('nothing to copy')
    text.textContent = ` ${shown} `
    const range = document.createRange()
    range.selectNodeContents(text)
    const lines = [...range.getClientRects()]
    const last = lines[lines.length - 1]
    const { top, height } = button.getBoundingClientRect()
    const middle = last ? last.top + last.height / 2 : 0
    return { lines: lines.length, below: Math.round(top + height / 2 - middle) }
  }, number)
}

for (const language of ['en', 'zh-CN'] as const) {
  test(`an order number of 15 letters stands in one line with its button, in ${language}`, async ({
    phone,
  }) => {
    await openScreen(phone, 'paid')
    await look(phone, { language, theme: 'light', text: 'normal' })
    for (const number of ['P-20261102-0042', 'CAMELLIA-000315', 'ORDER-MMMMMMMMM']) {
      expect(await withNumber(phone, number), number).toEqual({ lines: 1, below: 0 })
    }
    await look(phone, { language, theme: 'light', text: 'largest' })
    expect((await withNumber(phone, 'CAMELLIA-000315')).below).toBe(0)
  })
}
