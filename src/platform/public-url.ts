/**
 * Goes with the page that was led elsewhere, through every redirect: a proxy that leads back again to the
 * name it came from must not set it turning.
 */
export const ledHere = '#led-here'

/** PUBLIC_URL, as the backend has written it into the page that it serves; empty in a page from elsewhere. */
export function publicUrlIn(document: Document): string {
  return document.getElementById('public-url')?.getAttribute('content') ?? ''
}

/**
 * The address under PUBLIC_URL of a page that was opened under another name of the same server, where it may
 * read and change nothing: the cookie, and the Origin that the backend expects, are those of PUBLIC_URL.
 * All of the query goes along: a code of WeChat's was made for that very address.
 * @returns null where the page is at home, was led here before, or nobody may be led there (from https to
 * what is none)
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
  // Put together as text: the last part of a path, read as an address by itself, may be one (`javascript:…`).
  return publicUrl + String(pathname.split('/').pop()) + search + ledHere
}
