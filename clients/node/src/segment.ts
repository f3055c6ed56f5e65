/**
 * A name as a part of an address.
 * @throws TypeError where it would lead to another call: an empty one, or one that climbs up
 */
export function segment(name: string): string {
  if (name === '' || name === '.' || name === '..') {
    throw new TypeError(`${JSON.stringify(name)} names nothing.`)
  }
  return encodeURIComponent(name)
}
