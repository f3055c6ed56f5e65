import type { Language } from '@/locales/language'
import { earlyEn } from './early-en'
import type { EarlyWords } from './early-words'
import { earlyZhCN } from './early-zh-CN'
import { earlyZhHant } from './early-zh-Hant'

/** The page cannot know who will read it: it brings these few words in every language. */
export const earlyWords: Readonly<Record<Language, EarlyWords>> = {
  'zh-CN': earlyZhCN,
  'zh-Hant': earlyZhHant,
  en: earlyEn,
}
