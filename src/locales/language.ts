/** The languages there are, each with the name its readers know it by. */
export const languages = { 'zh-CN': '简体中文', 'zh-Hant': '繁體中文', en: 'English' } as const

export type Language = keyof typeof languages

/** Every language, in the order in which they are offered. */
export const languageTags = Object.keys(languages) as readonly Language[]

/**
 * The language a payer reads: the one they chose here, else that of their WeChat, which its user agent
 * tells and the phone's need not be, else the phone's; Chinese for whoever reads none of ours.
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
