import type { Language } from './language'
import type { Words } from './zh-CN/dictionary'

const dictionaries: { readonly [L in Language]: () => Promise<Words> } = {
  'zh-CN': async () => (await import('./zh-CN/zh-CN')).zhCN,
  'zh-Hant': async () => (await import('./zh-Hant/zh-Hant')).zhHant,
  en: async () => (await import('./en/en')).en,
}

/** Loads the words of one language. */
export function loadWords(language: Language): Promise<Words> {
  return dictionaries[language]()
}
