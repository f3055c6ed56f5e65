import { expect, test, type Page } from '@playwright/test'
import { openSlowly, serve } from './support/gallery'

/** What stands on a page that had to wait for the backend. */
const waitedFor = ['ready', 'catalog', 'amount', 'paid-before', 'refunded', 'outside-browser']

for (const id of waitedFor) {
  test(`nothing moves on the way to ${id} over a slow network`, async ({ page }) => {
    await watchShifts(page)
    await openSlowly(page, id)
    expect(await shifts(page)).toEqual([])
  })
}

test('what moves is noticed', async ({ page }) => {
  await watchShifts(page)
  await openSlowly(page, 'ready')
  await page.evaluate(() => document.querySelector('main')?.before('早到的一行'))
  await expect.poll(() => shifts(page)).not.toEqual([])
})

async function watchShifts(page: Page): Promise<void> {
  await serve(page)
  await page.addInitScript(() => {
    const seen: string[] = []
    Reflect.set(window, 'shifts', seen)
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.push(JSON.stringify(entry))
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

/** The shifts up to the frame after next, in which the last of them would have been reported. */
function shifts(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame)
    return Reflect.get(window, 'shifts') as string[]
  })
}
