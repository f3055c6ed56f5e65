import type { Text } from '../text'

type Tongue = keyof Text

function tongueOf(tag: string): Tongue | null {
  if (/^zh[-_](hant|tw|hk|mo)/i.test(tag)) return 'hant'
  if (/^zh/i.test(tag)) return 'zh'
  return /^en/i.test(tag) ? 'en' : null
}

/** The first language of the browser that the panel speaks; English for whoever reads none of them. */
const tongue = navigator.languages.map(tongueOf).find((one): one is Tongue => one !== null) ?? 'en'

const tags = { zh: 'zh-CN', hant: 'zh-Hant', en: 'en' } as const

/** The reader's language, not the phone's, which is always Chinese. */
export const language = tags[tongue]

/** The panel speaks the reader's language. */
export function say(text: Text): string {
  return text[tongue]
}
