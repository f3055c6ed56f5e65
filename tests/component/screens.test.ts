import { describe, expect, test } from 'vitest'
import { languageTags, type Language } from '@/locales/language'
import { wordsFor, type FailureWords } from '@/payment/failure'
import type { State } from '@/payment/states'
import type { Environment } from '@/payment/arriving-states'
import { openScreen } from '../../mocks/gallery/open-screen'
import { allScreens } from '../../mocks/gallery/screens'
import { scenarioNames } from '../../mocks/scenarios'
import { claims } from '../claims'
import { say, sayInEnglish, sayInTaiwan } from '../say'
import page from '../../docs/screens.md?raw'

const dictionaries = { 'zh-CN': say, 'zh-Hant': sayInTaiwan, en: sayInEnglish }

const read = new Map<string, string>()

test.each(allScreens)(
  '$id ends where it is filed, at $step, and says no more than is known',
  async (screen) => {
    const root = document.createElement('div')
    document.body.append(root)
    const { app, state } = await openScreen(screen, { root, language: 'zh-CN' })
    expect(root.querySelector('[data-step]')?.getAttribute('data-step')).toBe(screen.step)
    expect(root.querySelectorAll('h1')).toHaveLength(1)
    saysWhatIsKnown(root, state(), 'zh-CN')
    read.set(screen.id, root.textContent)
    app.unmount()
    root.remove()
  },
)

/** What a screen of the state has to say, and no other may. */
function claimsOf(state: State): { notCharged: boolean; paid: boolean } {
  const asked = (state.step === 'unpaid' || state.step === 'failed') && state.checkedAt !== null
  return { notCharged: asked, paid: state.step === 'paid' && !state.begun }
}

/** Holds what a screen says of charged and paid against what is known in its state. */
function saysWhatIsKnown(root: Element, state: State, language: Language): void {
  const { notCharged, paid } = claims[language]
  const { steps } = dictionaries[language]
  const must = claimsOf(state)
  const said = root.textContent
  expect({ notCharged: notCharged.test(said), paid: paid.test(said) }).toEqual(must)
  expect(root.querySelector('h1')?.textContent.trim() === steps.paid).toBe(must.paid)
  expect(document.title === steps.paid).toBe(must.paid)
}

describe.each(languageTags.filter((tag) => tag !== 'zh-CN'))('in %s', (language) => {
  test.each(allScreens)('$id says no more than is known', async (screen) => {
    const root = document.createElement('div')
    document.body.append(root)
    const { app, state } = await openScreen(screen, { root, language })
    saysWhatIsKnown(root, state(), language)
    app.unmount()
    root.remove()
  })
})

test('every screen has a name of its own, fit for a file', () => {
  const ids = allScreens.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/)
})

test('a picture is kept of every screen, and of none that is no more', () => {
  const kept = Object.keys(import.meta.glob('../../docs/screens/*.webp'))
  const shown = allScreens
    .filter(({ like }) => !like)
    .map(({ id }) => `../../docs/screens/${id}.webp`)
  expect(kept.sort()).toEqual(shown.sort())
})

test('the page of the screens shows each of these pictures', () => {
  const paths = Object.keys(import.meta.glob('../../docs/screens/*.webp'))
  const shown = [...page.matchAll(/!\[[\w-]+\]\((screens\/[\w-]+\.webp)\)/g)]
  expect(shown.map(([, path]) => `../../docs/${path ?? ''}`).sort()).toEqual(paths.sort())
})

describe('of what a payer can meet', () => {
  const environments: Readonly<Record<Environment, true>> = {
    wechat: true,
    browser: true,
    phone: true,
    desktop: true,
    wecom: true,
    mini_program: true,
  }

  // what the flow makes a step of its own, with words of its own, before anybody reads of a failure
  const elsewhere: readonly FailureWords[] = ['justPaid', 'orderPaid', 'orderClosed']

  test('no environment is without a screen', () => {
    const shown = allScreens.map(({ environment = 'wechat' }) => environment)
    expect(Object.keys(environments).filter((one) => !shown.some((seen) => seen === one))).toEqual(
      [],
    )
  })

  test('no scenario is without a screen', () => {
    const shown = allScreens.map(({ scenario }) => scenario)
    expect(scenarioNames.filter((name) => !shown.includes(name))).toEqual([])
  })

  test('no failure is without a screen that explains it', () => {
    const said = [...read.values()].join('\n')
    const words = new Set(Object.values(wordsFor))
    const unsaid = [...words].filter((word) => !said.includes(say.failures[word].what))
    expect(unsaid.filter((word) => !elsewhere.includes(word))).toEqual([])
  })
})
