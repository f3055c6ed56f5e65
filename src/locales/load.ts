import type { Words } from './words'

/** The language of the payer's WeChat, which its user agent tells and the phone's need not be. */
export function languageOf(userAgent: string, phone: string): string {
  const [, chosen] = /\bLanguage\/([\w-]+)/.exec(userAgent) ?? []
  return chosen ?? phone
}

/** Loads the one language that is read; Chinese for whoever reads neither. */
export async function loadWords(language: string): Promise<Words> {
  if (/^en(?![a-z])/i.test(language)) return (await import('./en')).en
  return (await import('./zh-CN')).zhCN
}
