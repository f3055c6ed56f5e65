import type { Page } from '@playwright/test'
import { look, phone, type Look } from './gallery'

const themes = ['light', 'dark'] as const
const languages = ['zh-CN', 'en'] as const

const row = (text: Look['text']): Look[] =>
  languages.flatMap((language) => themes.map((theme) => ({ language, theme, text })))

/** Takes the eight pictures of a screen and puts them on one sheet, at half their size. */
export async function contactSheet(page: Page, desk: Page): Promise<Buffer> {
  const rows: string[] = []
  for (const text of ['normal', 'largest'] as const) {
    const pictures: string[] = []
    for (const one of row(text)) pictures.push(await picture(page, one))
    rows.push(`<div>${pictures.join('')}</div>`)
  }
  return paste(desk, rows.join(''))
}

async function picture(page: Page, one: Look): Promise<string> {
  await page.setViewportSize(phone)
  await look(page, one)
  // with the largest letters people scroll: the whole page is shown, however long
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  if (one.text === 'largest' && height > phone.height)
    await page.setViewportSize({ ...phone, height })
  const taken = await takeAtRest(page)
  return `<img src="data:image/png;base64,${taken.toString('base64')}" alt="" />`
}

/** Chromium may show a page that has just grown before it has painted all of it: taken until two are alike. */
async function takeAtRest(page: Page): Promise<Buffer> {
  let taken = await page.screenshot({ animations: 'disabled' })
  for (let more = 0; more < 10; more += 1) {
    const again = await page.screenshot({ animations: 'disabled' })
    if (again.equals(taken)) return taken
    taken = again
  }
  throw new Error('the page does not come to rest')
}

/** Lays pictures on one sheet. */
export async function paste(desk: Page, pictures: string): Promise<Buffer> {
  await desk.setContent(`<style>
    body { margin: 0; padding: 4px; background: #8a8a8a; }
    div { display: flex; align-items: flex-start; }
    img { width: 195px; margin: 3px; }
    .many { flex-wrap: wrap; width: 1430px; }
    figure { margin: 0 3px; font: 12px sans-serif; }
    figure img { display: block; }
  </style>${pictures}`)
  // A third of what a lossless picture of small letters weighs; the same pixels make the same file.
  return desk.screenshot({ fullPage: true, type: 'webp', quality: 60 })
}
