import { exists, readText } from './pages'

export interface NamedTest {
  readonly file: string
  readonly title: string
}

/** The lines of a page that name a test: - `its file` «its title». */
export function namedTests(text: string): NamedTest[] {
  return Array.from(text.matchAll(/^- `(.+?)` «(.+)»$/gm), ([, file = '', title = '']) => ({
    file,
    title,
  }))
}

/** A title stands in quotes, as no prose does. */
export function isThere({ file, title }: NamedTest): boolean {
  const source = exists(file) ? readText(file) : ''
  return ["'", '"', '`'].some((quote) => source.includes(`${quote}${title}${quote}`))
}
