const second = 1_000
const hour = 3_600 * second

/** In ms: when a webhook that cannot be applied is given up. Paymax stops sending after 36 hours. */
export const givenUp = 72 * hour

/** When it is tried next, by its age. Whole ms: PostgreSQL's integer columns take no fraction. */
export function nextTry(age: number): number {
  return Math.min(Math.max(Math.round(age / 4), 5 * second), hour)
}
