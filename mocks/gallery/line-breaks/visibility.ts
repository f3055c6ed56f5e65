import type { Block, Letter } from './drawn-text'
import { sumsOf } from './rules'

/** Amounts that something covers, at any scroll position. The text around one may be longer than the window. */
export function coveredSums(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) =>
    sumsOf(block).flatMap((sum) => {
      if (isHit(block.element, sum, 0)) return []
      scrollTo(0, (sum[0]?.box.top ?? 0) - innerHeight / 3)
      const hit = isHit(block.element, sum, scrollY)
      scrollTo(0, 0)
      return hit ? [] : [`the sum ${sum.map(({ text }) => text).join('')} is covered`]
    }),
  )
}

/**
 * Whether the letters of an amount are the topmost element where they were drawn.
 * @param scrolled distance scrolled since then
 */
function isHit(element: Element, sum: readonly Letter[], scrolled: number): boolean {
  return sum.every(({ box: { left, right, top, bottom } }) =>
    element.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2 - scrolled)),
  )
}

/** On a page that pays: whether amount and button are visible without scrolling. */
export function outOfSight(root: Element): string[] {
  return ['.price-text, .amount', '.actions .button, .pay'].flatMap((selector) => {
    const element = root.querySelector(selector)
    if (!element) return [`nothing is ${selector}`]
    const { top, bottom } = element.getBoundingClientRect()
    const seen = top >= 0 && bottom <= innerHeight && isUncovered(element)
    return seen ? [] : [`${selector} is out of sight`]
  })
}

/** Whether the element is topmost at its corners and its middle. */
function isUncovered(element: Element): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect()
  const [near, far] = [left + 4, right - 4]
  const points = [
    [near, top + 4],
    [far, bottom - 4],
    [(left + right) / 2, (top + bottom) / 2],
  ] as const
  return points.every(([x, y]) => element.contains(document.elementFromPoint(x, y)))
}
