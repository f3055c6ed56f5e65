import { knownNames } from './known-names'

/** @returns the most similar variable, and the number of letters that differ */
export function nearestName(name: string): { readonly name: string; readonly distance: number } {
  const near = knownNames.map((known) => ({ name: known, distance: lettersBetween(name, known) }))
  return near.reduce((best, one) => (one.distance < best.distance ? one : best))
}

/** Letters to insert, delete or replace (Levenshtein distance). */
function lettersBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let i = 0; i < one.length; i += 1) {
    const next = [i + 1]
    for (let j = 0; j < other.length; j += 1) {
      const [skip = 0, both = 0, left = 0] = [row[j + 1], row[j], next[j]]
      next.push(Math.min(skip + 1, left + 1, both + (one[i] === other[j] ? 0 : 1)))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
