import type { Language } from '@/locales/language'
import { receiptWords } from '@/locales/receipt'
import type { Shown } from './poll-receipt'

/** What a payer can tap on the page. */
export interface Hands {
  /** Opens the payer's order; null where the page is not in WeChat's frame. */
  readonly toOrder: (() => void) | null
  readonly again: () => void
}

const marks = { done: 'M19 33l9 9 18-19', wait: 'M32 17v16l11 7', info: 'M32 18v1M32 27v20' }

const markOf: Readonly<Record<Shown, keyof typeof marks>> = {
  waiting: 'wait',
  paid: 'done',
  confirming: 'wait',
  late: 'wait',
  changed: 'info',
  unknown: 'info',
  silent: 'info',
}

/** The page no longer changes by itself: the payer may want to ask once more. */
const atAnEnd: readonly Shown[] = ['late', 'unknown', 'silent']

/**
 * Fills in the page as it was served.
 * @returns shows a state
 */
export function createDrawing(
  document: Document,
  language: Language,
  hands: Hands,
): (shown: Shown, merchantName: string | null) => void {
  const words = receiptWords[language]
  const part = (id: string) => document.getElementById(id) ?? document.createElement('p')
  const write = (id: string, text: string, visible = true) => {
    const element = part(id)
    if (element.textContent !== text) element.textContent = text
    element.hidden = !visible
  }
  document.documentElement.lang = language
  document.title = words.title
  part('order').onclick = hands.toOrder
  part('again').onclick = hands.again

  return (shown, merchantName) => {
    const { heading, told } = words.said[shown]
    const alone = hands.toOrder === null
    document.body.className = markOf[shown]
    part('mark').setAttribute('d', marks[markOf[shown]])
    if (merchantName !== null) write('merchant', merchantName)
    write('heading', heading)
    write('told', told)
    write('not-yours', words.notYours, alone && shown !== 'waiting')
    write('order', words.toOrder, !alone)
    write('again', words.again, atAnEnd.indexOf(shown) >= 0)
    write('checkout', words.checkout, alone && shown !== 'waiting')
  }
}
