/** One screen alone, as an iframe of the gallery and the browser tests show it. */
import '@/ui/theme.css'
import '@/ui/base.css'
import { act } from './act'
import { grow, wear } from './look'
import { openScreen, type OpenScreen } from './open-screen'
import { choicesOf } from './choices'
import { allScreens } from './screens'

/** Shows the screen that the address names; the document says when it is there. */
export async function showFrame(id: string): Promise<void> {
  const { dataset } = document.documentElement
  const { language, theme, text, slow } = choicesOf(new URLSearchParams(location.search))
  if (theme !== 'system') wear(theme)
  grow(text)
  try {
    const screen = allScreens.find((known) => known.id === id)
    const root = document.getElementById('app')
    if (!screen || !root) throw new Error(`there is no screen ${id}`)
    const opened = await openScreen(screen, { root, language, lag: slow ? 1500 : 0 })
    hand(opened)
    dataset['screen'] = 'there'
  } catch (fault) {
    dataset['screen'] = 'failed'
    throw fault
  }
}

function hand(opened: OpenScreen): void {
  window.paymaxScreen = {
    act: (done) => act(opened, done),
    choose: (language) => opened.speech.choose(language),
  }
}
