import { AxeBuilder } from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Phone } from './phone'

/** Looks at the page on the phone as somebody who cannot see it well, or at all. */
export async function isAccessible({ page }: Phone): Promise<void> {
  const checkout = ['iframe[name=webview]', 'html']
  const look = () => new AxeBuilder({ page }).include(checkout).analyze()
  let { violations, passes } = await look()
  // A frame that has not loaded axe within a second is passed over: a busy machine is given more time.
  for (let more = 0; passes.length === 0 && more < 10; more += 1) {
    ;({ violations, passes } = await look())
  }
  expect(passes.length, 'rules that were looked at').toBeGreaterThan(10)
  const found = violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])
  expect(found).toEqual([])
}
