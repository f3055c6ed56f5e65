/**
 * What fails, or is switched off, as one: origin and path of a URL. A query is often an order's own.
 * @returns the text itself where it is no URL
 */
export function addressOf(url: string): string {
  if (!URL.canParse(url)) return url
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname}`
}
