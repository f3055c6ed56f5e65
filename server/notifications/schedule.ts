const second = 1_000
const hour = 3_600 * second

/** In ms: a notification that was not accepted for this long is given up. */
const triedFor = 72 * hour
const firstPause = 5 * second
const longestPause = 4 * hour

/**
 * When to try again: after 5 s, doubling up to 4 h, each shortened or lengthened by up to a fifth, so that
 * what failed together does not come back together.
 * @param tries attempts so far, this one included
 * @param chance random number from 0 to 1
 * @returns Unix ms; null where it is given up
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
