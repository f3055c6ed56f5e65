import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A built page. @throws with the way on where the SPA has not been built */
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

/** The page with the merchant's look as the last word in its head: what comes later overrides. */
export function withTheme(html: string): string {
  return html.replace('</head>', '  <link rel="stylesheet" href="./theme/theme.css" />\n  </head>')
}

/**
 * The page told where it belongs, first of all: opened under another name of this server (an old domain,
 * `www`) it goes there by itself. Not by the Host header, which a proxy may have changed.
 */
export function withPublicUrl(html: string, { href }: URL): string {
  return withMeta(html, 'public-url', href)
}

/** The page told whom a payer turns to: it can say so without an order and without a network. */
export function withMerchantContact(html: string, contact: string | null): string {
  return contact === null ? html : withMeta(html, 'merchant-contact', contact)
}

function withMeta(html: string, id: string, text: string): string {
  const content = text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;')
  return html.replace('<head>', () => `<head>\n    <meta id="${id}" content="${content}" />`)
}

/** What the Content-Security-Policy has to name for a page's inline scripts and styles to run. */
export function inlineHashes(html: string): { scripts: string[]; styles: string[] } {
  return { scripts: hashesOf(html, 'script'), styles: hashesOf(html, 'style') }
}

function hashesOf(html: string, tag: 'script' | 'style'): string[] {
  return elementsOf(html, tag)
    .filter(({ attributes }) => !/\ssrc=/.test(attributes))
    .map(({ content }) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`)
}

/** The elements of a kind, in their order. */
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
