/** What of a page has to be the same in every language: how it is built, and what a machine reads. */
import { dirname, posix } from 'node:path'

export interface Page {
  /** `#` for each heading, in order: how deep it stands. */
  readonly headings: readonly string[]
  /** With the language after the fence in front, without comments. */
  readonly codeBlocks: readonly string[]
  /** Commands, codes, names of variables, words of the log: each once, sorted. */
  readonly codes: readonly string[]
  /** Where it leads, as seen from the project’s folder, without the language: each once, sorted. */
  readonly links: readonly string[]
  /** How many rows each table has. */
  readonly rows: readonly number[]
}

const fence = /^(`{3,})(\w*)\n([\s\S]*?)^\1$/gm

/** @param path from the project’s folder */
export function readPage(path: string, text: string): Page {
  const prose = text.replaceAll(fence, '').replaceAll(/<!--[\s\S]*?-->/g, '')
  return {
    headings: [...prose.matchAll(/^(#+) /gm)].map(([, depth = '']) => depth),
    codeBlocks: [...text.matchAll(fence)].map(([, , kind, code = '']) => `${kind}\n${bare(code)}`),
    codes: distinct([...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)),
    links: distinct(linksOf(path, prose).map(({ to }) => withoutLanguage(to))),
    rows: tablesOf(prose),
  }
}

export interface Link {
  /** A path from the project’s folder, or an address. */
  readonly to: string
  /** Without its `#`; empty where the whole page is meant. */
  readonly anchor: string
}

export function linksOf(path: string, prose: string): Link[] {
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => {
    if (/^https?:/.test(target)) return { to: target, anchor: '' }
    const [file = '', anchor = ''] = target.split('#')
    return { to: file === '' ? path : posix.join(dirname(path), file), anchor: decodeURI(anchor) }
  })
}

/** The heading’s text as GitHub makes an anchor of it. */
export function anchorsOf(text: string): string[] {
  const prose = text.replaceAll(fence, '')
  return [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Number}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** Comments are in the reader’s language. */
function bare(code: string): string {
  const lines = code.split('\n').map((line) => line.replace(/(?:^|\s+)#.*$/, ''))
  return lines.filter((line) => line !== '').join('\n')
}

function withoutLanguage(path: string): string {
  return path
    .replace(/^docs\/zh\//, 'docs/')
    .replace(/(^|\/)(README|SECURITY)\.en\.md$/, '$1$2.md')
    .replace(/^(docs\/images\/.*)-en\.png$/, '$1.png')
}

function tablesOf(prose: string): number[] {
  return [...prose.matchAll(/(?:^\|.*\n)+/gm)].map(([table]) => table.trimEnd().split('\n').length)
}

function distinct(all: readonly string[]): string[] {
  return [...new Set(all)].sort()
}
