const second = 1_000
const hour = 3_600 * second

/** From then on a webhook that cannot be applied is not tried again. Paymax stops sending after 36 hours. */
export const givenUp = 72 * hour

/** When it is tried next, by its age. Whole ms: PostgreSQL takes no fraction of one. */
export function nextTry(age: number): number {
  return Math.min(Math.max(Math.round(age / 4), 5 * second), hour)
}
