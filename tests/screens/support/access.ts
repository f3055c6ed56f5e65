import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Looks at a screen with the eyes of somebody who sees it badly, or not at all. */
export async function isAccessible(page: Page): Promise<void> {
  const passed = await findNothing(new AxeBuilder({ page }).withTags(rules))
  expect(passed, 'rules that were looked at').toBeGreaterThan(10)
}

/** In another theme nothing is different but the colours. */
export async function hasContrast(page: Page): Promise<void> {
  const passed = await findNothing(new AxeBuilder({ page }).withRules('color-contrast'))
  expect(passed, 'colours that were looked at').toBe(1)
}

async function findNothing(axe: AxeBuilder): Promise<number> {
  // there is no other frame to look into, and without one no second page is needed
  const { violations, passes } = await axe.setLegacyMode().analyze()
  expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([])
  return passes.length
}

/** What of a page is wider than the window it stands in. */
export function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((element) => {
        const { right, left } = element.getBoundingClientRect()
        const seen = getComputedStyle(element)
        // not `innerWidth`: a phone grows that with whatever is too wide
        const { clientWidth } = document.documentElement
        return seen.position !== 'absolute' && (right > clientWidth + 0.5 || left < -0.5)
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  )
}

/** What could not be hit well: smaller than 44 × 44 px (WCAG 2.2, 2.5.5). */
export function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, a[href], select, input, [role=textbox]')]
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect()
        return width < 43.9 || height < 43.9
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  )
}

/** Words that their own box cuts off. */
export function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main *:not(.spoken):not(svg *)')]
      .filter((element) => {
        const { overflowX, overflowY } = getComputedStyle(element)
        const cutsX = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1
        const cutsY = overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1
        return element.textContent.trim() !== '' && (cutsX || cutsY)
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  )
}
