import type { Language } from '@/locales/language'
import { earlyEn } from './en'
import type { EarlyWords } from './words'
import { earlyZhCN } from './zh-CN'
import { earlyZhHant } from './zh-Hant'

/** The page cannot know who will read it: it brings these few words in every language. */
export const earlyWords: Readonly<Record<Language, EarlyWords>> = {
  'zh-CN': earlyZhCN,
  'zh-Hant': earlyZhHant,
  en: earlyEn,
}
