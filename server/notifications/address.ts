/**
 * Origin and path of a URL. Failures are tracked, and notifications switched off, per address; the query is
 * often an order's own.
 * @returns the text itself where it is not a URL
 */
export function addressOf(url: string): string {
  if (!URL.canParse(url)) return url
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname}`
}
