import { shallowReactive } from 'vue'
import { languageOf, type Language } from '@/locales/language'
import { loadWords } from '@/locales/load'
import type { Storage } from '@/platform/storage'
import type { Speech } from '@/ui/context'

/**
 * Loads the payer's language.
 * @param phone the phone's languages, used where neither the payer nor their WeChat has chosen
 */
export async function createSpeech(
  preferences: Storage,
  userAgent: string,
  phone: string,
): Promise<Speech> {
  const language = languageOf(preferences.get('language'), userAgent, phone)
  const words = shallowReactive({ ...(await loadWords(language)) })
  let wanted = language

  async function choose(chosen: Language): Promise<void> {
    wanted = chosen
    preferences.set('language', chosen)
    const loaded = await loadWords(chosen)
    // Of two choices in a row the last one counts, whichever arrives last.
    if (wanted === chosen) Object.assign(words, loaded)
  }

  return { words, choose }
}
