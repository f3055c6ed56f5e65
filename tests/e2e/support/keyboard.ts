import { expect, type Page } from '@playwright/test'
import type { Phone } from './phone'

/** A payer with a keyboard alone. */
export interface Keyboard {
  /** Goes on with Tab until the thing of that name has the focus, which has to be seen. */
  goTo: (name: string) => Promise<void>
  /** Goes to a thing and presses Enter. */
  press: (name: string) => Promise<void>
  type: (text: string) => Promise<void>
  /** Waits until that has the focus. */
  isAt: (name: string) => Promise<void>
  /** The names that Tab leads to from the heading, up to the last thing of the page. */
  stopsAfter: (heading: string) => Promise<string[]>
}

interface Focus {
  readonly name: string
  readonly outlined: boolean
}

const mostStops = 40

export function takeKeyboard({ page }: Phone): Keyboard {
  async function next(): Promise<Focus | null> {
    await page.keyboard.press('Tab')
    return focusIn(page)
  }

  async function goTo(name: string): Promise<void> {
    const passed: string[] = []
    for (let stops = 0; stops < mostStops; stops += 1) {
      const focus = await next()
      if (focus) passed.push(focus.name)
      if (focus?.name !== name) continue
      expect(focus.outlined, `a ring around «${name}»`).toBe(true)
      return
    }
    throw new Error(`Tab leads to ${passed.join(', ')} and not to «${name}»`)
  }

  const isAt = (name: string) => expect.poll(async () => (await focusIn(page))?.name).toBe(name)

  return {
    goTo,
    isAt,
    async press(name) {
      await goTo(name)
      await page.keyboard.press('Enter')
    },
    type: (text) => page.keyboard.type(text),
    async stopsAfter(heading) {
      // A page is seen before it leads to its heading, and would take the focus from where Tab has put it.
      await isAt(heading)
      const names: string[] = []
      for (let focus = await next(); focus && names.length < mostStops; focus = await next()) {
        expect(focus.outlined, `a ring around «${focus.name}»`).toBe(true)
        names.push(focus.name)
      }
      return names
    },
  }
}

/** The focus within the page on the phone, else what the phone itself has under it. */
async function focusIn(page: Page): Promise<Focus | null> {
  const within = await page.frame('webview')?.evaluate(readFocus)
  return within ?? page.evaluate(readFocus)
}

function readFocus(): Focus | null {
  const element = document.activeElement
  if (!element || element.matches('body, iframe')) return null
  const { outlineStyle, outlineWidth } = getComputedStyle(element)
  const labelled = document.getElementById(element.getAttribute('aria-labelledby') ?? '')
  const label = labelled ?? element.closest('label')?.querySelector('span') ?? element
  return {
    name: (element.getAttribute('aria-label') ?? label.textContent).trim(),
    outlined: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0,
  }
}
