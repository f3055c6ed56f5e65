import type { Browser, Page } from '@playwright/test'
import { look, type Look } from './gallery'

const themes = ['light', 'dark'] as const
const languages = ['zh-CN', 'en'] as const
const phone = { width: 390, height: 844 }
/** A picture of the largest letters may be longer than a phone; nobody reads beyond this in a sheet. */
const longest = 2 * phone.height

const row = (text: Look['text']): Look[] =>
  languages.flatMap((language) => themes.map((theme) => ({ language, theme, text })))

/** Takes the eight pictures of a screen and puts them on one sheet, at half their size. */
export async function contactSheet(browser: Browser, page: Page): Promise<Buffer> {
  const rows: string[] = []
  for (const text of ['normal', 'largest'] as const) {
    const pictures: string[] = []
    for (const one of row(text)) pictures.push(await picture(page, one))
    rows.push(`<div>${pictures.join('')}</div>`)
  }
  return paste(browser, rows.join(''))
}

async function picture(page: Page, one: Look): Promise<string> {
  await page.setViewportSize(phone)
  await look(page, one)
  const needed = await page.evaluate(() => document.documentElement.scrollHeight)
  const height = one.text === 'largest' ? Math.min(needed, longest) : phone.height
  await page.setViewportSize({ ...phone, height: Math.max(height, phone.height) })
  const taken = await page.screenshot({ animations: 'disabled' })
  return `<img src="data:image/png;base64,${taken.toString('base64')}" alt="" />`
}

async function paste(browser: Browser, pictures: string): Promise<Buffer> {
  const sheet = await browser.newPage({
    viewport: { width: 812, height: 600 },
    isMobile: false,
    hasTouch: false,
  })
  await sheet.setContent(`<style>
    body { margin: 0; padding: 4px; background: #8a8a8a; }
    div { display: flex; align-items: flex-start; }
    img { width: 195px; margin: 3px; }
  </style>${pictures}`)
  const made = await sheet.screenshot({ fullPage: true, type: 'jpeg', quality: 82 })
  await sheet.close()
  return made
}
