import { existsSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, type Page } from '@playwright/test'
import type { Language } from '../../../src/locales/language'

const built = fileURLToPath(new URL('../../../node_modules/.cache/gallery/', import.meta.url))
/** Nobody's: every request is answered from the built gallery. */
const origin = 'https://gallery.example.com/'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

/**
 * One font for everything, the one that the tests install: pictures from another machine, with other
 * fonts beside it, would differ in every letter. No caret blinks and no wheel turns.
 */
const pinned = `
  :root {
    --font: 'Noto Sans CJK SC' !important;
    --font-amount: 'Noto Sans CJK SC' !important;
  }
  *, *::before, *::after { animation: none !important; caret-color: transparent !important; }
`

export const phone = { width: 390, height: 844 }

export interface Look {
  readonly language: Language
  readonly theme: 'light' | 'dark'
  readonly text: 'normal' | 'largest'
}

/** Opens one screen of the gallery, at which a payer has arrived by the acts that the list names. */
export async function openScreen(page: Page, id: string, choices = ''): Promise<void> {
  await arrive(page, `?screen=${id}${choices}`)
  await page.addStyleTag({ content: pinned })
}

/** The same over a network that takes a second and a half for every answer. */
export function openSlowly(page: Page, id: string): Promise<void> {
  return arrive(page, `?screen=${id}&slow=1`)
}

async function arrive(page: Page, query: string): Promise<void> {
  await page.setViewportSize(phone)
  await page.goto(origin + query)
  await expect(page.locator('html')).toHaveAttribute('data-screen', 'there')
}

/** Answers whatever a page asks of the gallery from what was built. */
export async function serve(page: Page): Promise<void> {
  await page.route(`${origin}**`, (route) => {
    const { pathname } = new URL(route.request().url())
    const file = join(built, pathname === '/' ? 'index.html' : pathname)
    if (!existsSync(file)) return route.abort()
    const contentType = types[extname(file)] ?? 'application/octet-stream'
    return route.fulfill({ body: readFileSync(file), contentType })
  })
}

/** The same screen in another look, where it stands. */
export async function look(page: Page, { language, theme, text }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: theme })
  await page.evaluate(
    async ([chosen, size]) => {
      await window.paymaxScreen?.choose(chosen)
      document.documentElement.style.fontSize = size
      const active = document.activeElement
      if (active instanceof HTMLElement) active.blur()
      scrollTo(0, 0)
      await document.fonts.ready
    },
    [language, text === 'largest' ? '200%' : ''] as const,
  )
  await expect(page.locator('html')).toHaveAttribute('lang', language)
}
