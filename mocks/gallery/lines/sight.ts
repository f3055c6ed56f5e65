import type { Block } from './drawn'

/** Sums that something lies upon, wherever the page is scrolled to. */
export function coveredSums(blocks: readonly Block[]): string[] {
  const sums = blocks.filter(({ text }) => /[¥￥]\s?\d/u.test(text))
  const covered = sums.filter(({ element }) => {
    if (isUncovered(element)) return false
    element.scrollIntoView({ block: 'start' })
    const covered = !isUncovered(element)
    scrollTo(0, 0)
    return covered
  })
  return covered.map(({ text }) => `«${text}» is covered`)
}

/** Where somebody pays: whether the sum and the button can be seen without scrolling. */
export function outOfSight(root: Element): string[] {
  return ['.price-text, .amount', '.actions .button, .pay'].flatMap((selector) => {
    const element = root.querySelector(selector)
    if (!element) return [`nothing is ${selector}`]
    const { top, bottom } = element.getBoundingClientRect()
    const seen = top >= 0 && bottom <= innerHeight && isUncovered(element)
    return seen ? [] : [`${selector} is out of sight`]
  })
}

/** Whether the element is what is hit at its own corners and middle. */
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
