import { fileURLToPath } from 'node:url'

/** The floor of the build's target, and what many phones that were never updated still have. */
export const versions = [66, 83] as const

export type Version = (typeof versions)[number]

export function programOf(version: Version): string {
  return fileURLToPath(new URL(`../node_modules/.engines/${version}/chromium`, import.meta.url))
}
