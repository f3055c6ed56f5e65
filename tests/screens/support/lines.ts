import type { Page } from '@playwright/test'

/** From the smallest phone to the widest; every step of the letters at the smallest and the usual one. */
const phones = [
  { width: 320, height: 568, sizes: 'all' },
  { width: 360, height: 640, sizes: 'few' },
  { width: 390, height: 844, sizes: 'all' },
  { width: 430, height: 932, sizes: 'few' },
] as const

/** What is wrong with the lines of a screen as drawn, in any language, width and size of letters. */
export function brokenLines(page: Page): Promise<string[]> {
  return surveyed(page, phones)
}

/** The same where the screen is looked at for the sake of its sums. */
export function brokenSums(page: Page): Promise<string[]> {
  return surveyed(page, [
    { width: 320, height: 568, sizes: 'few' },
    { width: 390, height: 844, sizes: 'few' },
  ])
}

async function surveyed(
  page: Page,
  looks: readonly { width: number; height: number; sizes: 'all' | 'few' }[],
): Promise<string[]> {
  const found = new Map<string, string>()
  for (const { sizes, ...size } of looks) {
    await page.setViewportSize(size)
    const faults = await page.evaluate(
      (asked) => window.paymaxScreen?.survey(asked) ?? [{ what: 'no screen', where: '' }],
      sizes,
    )
    for (const { what, where } of faults) if (!found.has(what)) found.set(what, where)
  }
  return [...found].map(([what, where]) => `${what} (${where})`)
}
