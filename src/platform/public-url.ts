/**
 * A query parameter that marks a page as redirected: a proxy that redirects back to the first name must not
 * cause a loop.
 */
export const ledHere = '#led-here'

/** PUBLIC_URL, as the backend has written it into the page; empty in a page from elsewhere. */
export function publicUrlIn(document: Document): string {
  return document.getElementById('public-url')?.getAttribute('content') ?? ''
}

/**
 * The address under PUBLIC_URL of a page that was opened under another name of the same server, where it can
 * neither read nor change anything: the cookie, and the Origin that the backend expects, belong to
 * PUBLIC_URL. The whole query goes along: WeChat's code was made for that address.
 * @returns null where the page is at PUBLIC_URL, was redirected before, or must not be redirected (from https
 *   to http)
 */
export function homeOf(
  publicUrl: string,
  { origin, protocol, pathname }: Pick<Location, 'origin' | 'protocol' | 'pathname'>,
  search: string,
  hash: string,
): string | null {
  const begins = (start: string) => publicUrl.indexOf(start) === 0
  if (begins(`${origin}/`) || hash === ledHere) return null
  if (!begins('https:') && !begins(protocol)) return null
  // Concatenated as text: the last part of a path, parsed as an address by itself, could be one
  // (`javascript:…`).
  return publicUrl + String(pathname.split('/').pop()) + search + ledHere
}
