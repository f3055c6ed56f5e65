import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Reads a built page.
 * @throws with advice where the SPA has not been built
 */
export async function readPage(
  clientDir: string,
  name: 'index.html' | 'receipt.html',
): Promise<string> {
  try {
    return await readFile(join(clientDir, name), 'utf8')
  } catch (cause) {
    throw new Error(`There is no built page in ${clientDir}: run "npm run build" first.`, { cause })
  }
}

/** Adds the merchant's theme at the end of the head, so that it overrides. */
export function withTheme(html: string): string {
  return html.replace('</head>', '  <link rel="stylesheet" href="./theme/theme.css" />\n  </head>')
}

/**
 * Adds the public address first of all: opened under another name of this server (an old domain, `www`), the
 * page goes to it by itself. The Host header is not used, because a proxy may have changed it.
 */
export function withPublicUrl(html: string, { href }: URL): string {
  return withMeta(html, 'public-url', href)
}

/** Adds the merchant's contact, so that the page can show it without an order and without a network. */
export function withMerchantContact(html: string, contact: string | null): string {
  return contact === null ? html : withMeta(html, 'merchant-contact', contact)
}

function withMeta(html: string, id: string, text: string): string {
  const content = text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;')
  return html.replace('<head>', () => `<head>\n    <meta id="${id}" content="${content}" />`)
}

/** Hashes of the page's inline scripts and styles for the Content-Security-Policy. */
export function inlineHashes(html: string): { scripts: string[]; styles: string[] } {
  return { scripts: hashesOf(html, 'script'), styles: hashesOf(html, 'style') }
}

function hashesOf(html: string, tag: 'script' | 'style'): string[] {
  return elementsOf(html, tag)
    .filter(({ attributes }) => !/\ssrc=/.test(attributes))
    .map(({ content }) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`)
}

/** The elements of a kind, in order. */
function elementsOf(html: string, tag: string): { attributes: string; content: string }[] {
  const found: { attributes: string; content: string }[] = []
  let start = html.indexOf(`<${tag}`)
  while (start >= 0) {
    const opened = html.indexOf('>', start)
    const end = html.indexOf(`</${tag}>`, opened)
    if (opened < 0 || end < 0) break
    const attributes = html.slice(start + tag.length + 1, opened)
    found.push({ attributes, content: html.slice(opened + 1, end) })
    start = html.indexOf(`<${tag}`, end)
  }
  return found
}
