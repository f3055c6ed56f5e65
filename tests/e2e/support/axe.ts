import { AxeBuilder } from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Phone } from './phone'

/** Looks at the page on the phone as somebody who cannot see it well, or at all. */
export async function isAccessible({ page }: Phone): Promise<void> {
  const checkout = ['iframe[name=webview]', 'html']
  const { violations, passes } = await new AxeBuilder({ page }).include(checkout).analyze()
  expect(passes.length, 'rules that were looked at').toBeGreaterThan(10)
  const found = violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])
  expect(found).toEqual([])
}
