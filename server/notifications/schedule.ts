const second = 1_000
const hour = 3_600 * second

/** What nobody took in this time is given up, in ms. */
const triedFor = 72 * hour
const firstPause = 5 * second
const longestPause = 4 * hour

/**
 * When to try again what was not taken: after 5 s, then twice as long each time, to 4 h, each up to a fifth
 * shorter or longer, so that what failed together does not come back together.
 * @param tries how many there were, this one included
 * @param chance from 0 to 1
 * @returns Unix ms; null: it is given up
 */
export function nextTry(
  { triedSince, tries }: { readonly triedSince: number; readonly tries: number },
  now: number,
  chance: number,
): number | null {
  const pause = Math.min(longestPause, firstPause * 2 ** Math.min(tries - 1, 20))
  const at = now + Math.round(pause * (0.8 + 0.4 * chance))
  return at > triedSince + triedFor ? null : at
}
