import { lazy } from './lazy'

/** Its language data takes 9 ms to load. */
const graphemes = lazy(() => new Intl.Segmenter('zh', { granularity: 'grapheme' }))

/** Loads what the first cut needs. */
export const prepareCut = (): void => void graphemes()

/**
 * Cuts a text to a gateway's limit without splitting a character. A letter with many combining marks can
 * exceed the limit by itself: then code points are cut.
 * @param size of a part, in the unit of the limit
 */
export function cut(text: string, limit: number, size: (part: string) => number): string {
  const whole = Array.from(graphemes().segment(text), ({ segment }) => segment)
  return (takeWhileFits(whole) || takeWhileFits(Array.from(text))).trimEnd()

  function takeWhileFits(parts: readonly string[]): string {
    let used = 0
    const end = parts.findIndex((part) => (used += size(part)) > limit)
    return (end === -1 ? parts : parts.slice(0, end)).join('')
  }
}

/** Line breaks and tabs become a space. */
export const withoutBreaks = (text: string) =>
  text.replaceAll(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
