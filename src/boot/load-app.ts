import type { Language } from '@/locales/language'

/** Where the build has put the app, relative to the payment directory. */
export interface AppFiles {
  readonly script: string
  /** What the script asks for at once, and would otherwise ask for only when it has arrived. */
  readonly imports: readonly string[]
  readonly words: Readonly<Partial<Record<Language, string>>>
}

/** Fetches the app and starts it; everything that it is made of at once. */
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
