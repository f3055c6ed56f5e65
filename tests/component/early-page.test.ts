import { describe, expect, test } from 'vitest'
import { createEarlyPage } from '@/early/page'
import type { State } from '@/payment/states'
import { languageTags } from '@/locales/language'
import type { ScenarioName } from '../../mocks/scenarios'
import { open, type How, type Opened } from './open'

const language = (tag: string) => ({ language: tag })
const picture = { picture: 'items/coffee.svg' }

/** Each a state that both can show: how it is come to, and what the payer has done by then. */
const looks: readonly (readonly [what: string, ScenarioName, How, tapped: boolean])[] = [
  ...languageTags.map((tag) => [`an order in ${tag}`, 'happy', language(tag), false] as const),
  ['an item with its picture', 'happy', picture, false],
  ['an order in its last minutes', 'happy', { endsIn: 300 }, false],
  ['a sheet that was tapped for', 'happy', {}, true],
]

/** What is on a page for who looks at it: without what only the app can do, and what its tools write. */
function drawing(root: Element): string {
  const copy = root.cloneNode(true) as Element
  for (const extra of copy.querySelectorAll('.language > *, .small > .spoken')) extra.remove()
  for (const element of copy.querySelectorAll('*')) {
    const kept = ['class', 'src', 'role', 'type', 'aria-disabled'].map((name) => {
      return [name, element.getAttribute(name)] as const
    })
    for (const { name } of [...element.attributes]) element.removeAttribute(name)
    for (const [name, value] of kept) if (value) element.setAttribute(name, value)
  }
  return copy.innerHTML
    .replace(/<!--.*?-->/g, '')
    .replace(/>\s+/g, '>')
    .replace(/\s+</g, '<')
    .replace(/ class="clock"| data-v-\w+=""/g, '')
    .trim()
}

/** The same state drawn by what stands in the page. */
function early(state: State, tag: string, now: () => number): Element {
  const place = document.createElement('div')
  place.innerHTML = '<div id="boot"></div><div id="early"></div>'
  document.body.append(place)
  Object.defineProperty(navigator, 'language', { value: tag, configurable: true })
  createEarlyPage(window, now).show(state, () => undefined)
  const drawn = place.querySelector('#early')
  if (!drawn) throw new Error('nothing was drawn')
  place.remove()
  return drawn
}

async function shown(name: ScenarioName, how: How, tapped: boolean): Promise<Opened> {
  const opened = await open(name, how)
  await opened.reads('ready')
  if (!tapped) return opened
  await opened.tap('立即支付')
  await opened.reads('sheet')
  return opened
}

describe('the page before the app draws what the app draws', () => {
  test.each(looks)('%s', async (_what, name, how, tapped) => {
    const opened = await shown(name, how, tapped)
    const theirs = opened.screen.get('[data-step]').element
    const ours = early(opened.state(), how.language ?? 'zh-CN', () => opened.clock.now())
    expect(drawing(ours)).toBe(drawing(theirs))
  })
})
