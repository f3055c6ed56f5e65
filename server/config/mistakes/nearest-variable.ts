import { knownNames } from './known-variables'

/**
 * @param most leaves out the variables that differ in more letters for their length alone: comparing is dear,
 *   and an orchestrator may set hundreds of variables that are not ours
 * @returns the most similar variable, and the number of letters that differ; null where none is left
 */
export function nearestName(
  name: string,
  most = Number.POSITIVE_INFINITY,
): { readonly name: string; readonly distance: number } | null {
  let best: { name: string; distance: number } | null = null
  for (const known of knownNames) {
    if (Math.abs(known.length - name.length) > most) continue
    const distance = lettersBetween(name, known)
    if (best === null || distance < best.distance) best = { name: known, distance }
  }
  return best
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
