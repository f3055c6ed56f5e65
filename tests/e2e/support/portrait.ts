import type { Page } from '@playwright/test'

/** What differs from one day to the next, and what stands in a picture in its place. */
const fixed: readonly (readonly [pattern: string, text: string])[] = [
  ['\\d{1,2}月\\d{1,2}日 \\d\\d:\\d\\d', '3月18日 18:00'],
  ['[A-Z][a-z]+ \\d{1,2} at \\d\\d:\\d\\d', 'Mar 18 at 18:00'],
  ['[A-Z][a-z]+ \\d{1,2}, \\d{4}', 'Mar 15, 2026'],
  ['\\d{4}/\\d{1,2}/\\d{1,2} \\d\\d:\\d\\d:\\d\\d', '2026/03/15 12:00:00'],
  ['\\b\\d{1,2}:\\d\\d:\\d\\d\\b', '12:00:00'],
  ['^\\d{1,2}:\\d\\d$', '12:00'],
]

/** One font, the one that the tests bring, and nothing that moves. */
const still = `
  :root { --font: 'Noto Sans CJK SC' !important; --font-amount: 'Noto Sans CJK SC' !important; }
  body, button, select, code, pre { font-family: 'Noto Sans CJK SC' !important; }
  /* The sandbox's own, beside the phone that is shown. */
  .tabs { display: none !important; }
  *, *::before, *::after { animation: none !important; transition: none !important; caret-color: transparent !important; }
`

/**
 * The phone as it stands, so that the same screens give the same picture.
 * @returns a picture of the window at its own size
 */
export async function portrait(page: Page): Promise<Buffer> {
  // The bridge's hidden frames run no script, and show nothing.
  const web = page.frame('webview')
  for (const frame of [page.mainFrame(), ...(web ? [web] : [])]) {
    await frame.addStyleTag({ content: still })
    await frame.evaluate(async (changes) => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const [pattern, text] of changes) {
          const now = node.textContent ?? ''
          const then = now.replace(new RegExp(pattern, 'g'), text)
          if (then !== now) node.textContent = then
        }
      }
      await document.fonts.ready
    }, fixed)
  }
  return page.screenshot({ animations: 'disabled', scale: 'css' })
}

/** Pictures side by side, as the README shows them. */
export async function inARow(desk: Page, pictures: readonly Buffer[]): Promise<Buffer> {
  const shown = pictures.map((one) => `<img src="data:image/png;base64,${one.toString('base64')}">`)
  await desk.setViewportSize({ width: 1640, height: 560 })
  await desk.setContent(`<style>
    body { margin: 0; padding: 6px; background: #d6d8dc; display: flex; width: max-content; }
    img { width: 260px; margin: 6px; }
  </style>${shown.join('')}`)
  return desk.locator('body').screenshot()
}
