import type { Language } from '@/locales/language'
import { earlyEn } from './en/early'
import type { EarlyWords } from './zh-CN/early-words'
import { earlyZhCN } from './zh-CN/early'
import { earlyZhHant } from './zh-Hant/early'

/** The page does not know its reader: it contains these few words in every language. */
export const earlyWords: Readonly<Record<Language, EarlyWords>> = {
  'zh-CN': earlyZhCN,
  'zh-Hant': earlyZhHant,
  en: earlyEn,
}
