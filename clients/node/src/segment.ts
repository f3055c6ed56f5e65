/**
 * A name as a path segment.
 * @throws TypeError where it would address another call: an empty one, or one with `..`
 */
export function segment(name: string): string {
  if (name === '' || name === '.' || name === '..') {
    throw new TypeError(`${JSON.stringify(name)} names nothing.`)
  }
  return encodeURIComponent(name)
}
