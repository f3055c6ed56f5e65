import type { Language } from '@/locales/language'

/** Where the build has put the app, relative to the payment directory. */
export interface AppFiles {
  readonly script: string
  /** Files that the script imports: fetched together with it instead of after it. */
  readonly imports: readonly string[]
  readonly words: Readonly<Partial<Record<Language, string>>>
}

/** Fetches the app with all of its files at once, and starts it. */
export function loadApp(document: Document, files: AppFiles, language: Language): void {
  const words = files.words[language]
  for (const href of [...files.imports, ...(words === undefined ? [] : [words])]) {
    const link = document.createElement('link')
    link.rel = 'modulepreload'
    link.crossOrigin = ''
    link.href = href
    document.head.appendChild(link)
  }
  const script = document.createElement('script')
  script.type = 'module'
  script.crossOrigin = ''
  script.src = files.script
  document.head.appendChild(script)
}
