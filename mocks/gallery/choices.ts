import type { Language } from '@/locales/language'
import type { TextSize, Theme } from './theme'

export const widths = {
  '390x844': '390 × 844',
  '320x568': '320 × 568',
  '1280x800': '1280 × 800',
} as const
export type Size = keyof typeof widths

/** How the screens are viewed; every choice is in the address. */
export interface Choices {
  readonly language: Language
  readonly theme: Theme | 'system'
  readonly text: TextSize
  readonly slow: boolean
  /** The largest amounts and long names. */
  readonly grand: boolean
  readonly size: Size
  readonly scenario: string
}

/** Reads the choices from an address; missing or invalid ones get their default. */
export function choicesOf(query: URLSearchParams): Choices {
  const oneOf = <T extends string>(name: string, first: T, ...others: T[]): T =>
    others.find((other) => other === query.get(name)) ?? first
  return {
    language: oneOf('language', 'zh-CN', 'zh-Hant', 'en'),
    theme: oneOf('theme', 'system', 'light', 'dark'),
    text: oneOf('text', 'normal', 'largest'),
    slow: query.get('slow') === '1',
    grand: query.get('grand') === '1',
    size: oneOf('size', '390x844', '320x568', '1280x800'),
    scenario: query.get('scenarios') ?? '',
  }
}

/** Writes the choices that differ from the default. */
export function queryOf(choices: Choices): URLSearchParams {
  const { language, theme, text, slow, grand, size, scenario } = choices
  const query = new URLSearchParams()
  if (language !== 'zh-CN') query.set('language', language)
  if (theme !== 'system') query.set('theme', theme)
  if (text !== 'normal') query.set('text', text)
  if (slow) query.set('slow', '1')
  if (grand) query.set('grand', '1')
  if (size !== '390x844') query.set('size', size)
  if (scenario) query.set('scenarios', scenario)
  return query
}
