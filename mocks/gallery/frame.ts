/** A single screen, for an iframe of the gallery and for the browser tests. */
import '@/ui/styles/theme.css'
import '@/ui/styles/base.css'
import type { Language } from '@/locales/language'
import { act } from './perform-action'
import { survey } from './line-breaks/check-screen'
import { grow, wear } from './theme'
import { openScreen, type OpenScreen } from './open-screen'
import { choicesOf } from './choices'
import { allScreens, type Filed } from './screens'

/** Shows the screen that the address names, and marks the document once it is there. */
export async function showFrame(id: string): Promise<void> {
  const { dataset } = document.documentElement
  const { language, theme, text, slow, grand } = choicesOf(new URLSearchParams(location.search))
  if (theme !== 'system') wear(theme)
  grow(text)
  try {
    const screen = allScreens.find((known) => known.id === id)
    const root = document.getElementById('app')
    if (!screen || !root) throw new Error(`there is no screen ${id}`)
    const opened = await openScreen(screen, { root, language, lag: slow ? 1500 : 0, grand })
    hand(opened, screen)
    dataset['screen'] = 'there'
  } catch (fault) {
    dataset['screen'] = 'failed'
    throw fault
  }
}

/** Screens with a pay button: amount and button must be visible. */
const paying: readonly Filed['step'][] = [
  'amount',
  'ready',
  'charging',
  'charge_refused',
  'bridging',
  'bridge_missing',
  'sheet',
]

function hand(opened: OpenScreen, { step }: Filed): void {
  const choose = (language: Language) => opened.speech.choose(language)
  window.paymaxScreen = {
    act: (done) => act(opened, done),
    choose,
    survey: (sizes) => survey(choose, paying.includes(step), sizes),
  }
}
