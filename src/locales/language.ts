/** The supported languages, each with its own name. */
export const languages = { 'zh-CN': '简体中文', 'zh-Hant': '繁體中文', en: 'English' } as const

export type Language = keyof typeof languages

/** Every language, in the order in which they are offered. */
export const languageTags = Object.keys(languages) as readonly Language[]

/**
 * The payer's language: the one chosen here, otherwise WeChat's, which its user agent contains and which may
 * differ from the phone's, otherwise the phone's; Chinese where none is supported.
 */
export function languageOf(chosen: string | null, userAgent: string, phone: string): Language {
  const kept = languageTags.find((tag) => tag === chosen)
  const [, wechat] = /\bLanguage\/([\w-]+)/.exec(userAgent) ?? []
  return kept ?? nearest(wechat ?? phone)
}

function nearest(tag: string): Language {
  if (/^en(?![a-z])/i.test(tag)) return 'en'
  return /^zh[-_](hant|tw|hk|mo)/i.test(tag) ? 'zh-Hant' : 'zh-CN'
}
