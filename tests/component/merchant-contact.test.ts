import { beforeAll, describe, expect, test } from 'vitest'
import { languageTags, type Language } from '@/locales/language'
import { openScreen } from '../../mocks/gallery/open-screen'
import type { Screen } from '../../mocks/gallery/screen'
import { allScreens, type Filed } from '../../mocks/gallery/screens'
import { say, sayInEnglish, sayInTaiwan } from '../say'
import { sentencesOf } from '../sentences'
import { patience } from './open'

const dictionaries = { 'zh-CN': say, 'zh-Hant': sayInTaiwan, en: sayInEnglish }

/** Shows a screen of a merchant who names this contact, for as long as it is looked at. */
async function look(
  screen: Screen,
  how: { language?: Language; contact: string },
  at: (root: Element, copied: readonly string[]) => void | Promise<void>,
): Promise<void> {
  const root = document.createElement('div')
  document.body.append(root)
  const { app, browser } = await openScreen(screen, { root, language: 'zh-CN', ...how })
  await at(root, browser.copied)
  app.unmount()
  root.remove()
}

/** What a screen says below a sentence that sends the payer to the merchant. */
const named = (root: Element) =>
  [...root.querySelectorAll('.contact')].map((line) => line.textContent.replace(/\s+/g, ' ').trim())

const asking: Filed[] = []
const said: string[] = []

beforeAll(async () => {
  for (const screen of allScreens) {
    await look(screen, { contact: '' }, (root) => {
      if (!root.textContent.includes(say.contactMerchant)) return expect(named(root)).toEqual([])
      asking.push(screen)
      said.push(root.textContent)
    })
  }
}, 60_000)

describe.each(languageTags)(
  'in %s, wherever a payer is told to contact the merchant',
  (language) => {
    const { contactMerchant, merchantContact } = dictionaries[language]

    test.each([
      ['', merchantContact.unnamed, null],
      ['(0571) 8888 6666', `${merchantContact.telephone}(0571) 8888 6666`, 'tel:057188886666'],
      ['https://kefu.example.com/a?b=c', `${merchantContact.link}kefu.example.com`, undefined],
      ['wechat:camellia_kefu', `${merchantContact.wechat}camellia_kefu`, null],
    ])('the screen says how: «%s»', async (contact, line, href = contact) => {
      for (const screen of asking) {
        await look(screen, { language, contact }, (root) => {
          expect(root.textContent, screen.id).toContain(contactMerchant)
          expect(named(root), screen.id).toEqual([expect.stringContaining(line)])
          const link = root.querySelector('.contact a')
          expect(link?.getAttribute('href') ?? null).toBe(href)
          expect(link?.getAttribute('rel') ?? 'noopener noreferrer').toBe('noopener noreferrer')
        })
      }
    })
  },
)

test('a WeChat id is copied as it is', async () => {
  const [screen] = asking
  if (!screen) throw new Error('no screen asks for the merchant')
  await look(screen, { contact: 'wechat:camellia_kefu' }, async (root, copied) => {
    root.querySelector<HTMLElement>('.contact button')?.click()
    expect(copied).toEqual(['camellia_kefu'])
    await expect.poll(() => named(root), patience).toEqual([expect.stringContaining(say.copied)])
  })
})

test('every sentence that asks for the merchant stands on one of the screens', () => {
  const all = said.join('\n')
  const sentences = sentencesOf(say).filter(
    ([where, sentence]) => where !== 'contactMerchant' && sentence.includes(say.contactMerchant),
  )
  expect(sentences.length).toBeGreaterThan(5)
  // what a sentence tells (a sum) is 7 in the list
  const shown = (sentence: string) => sentence.split('7').every((part) => all.includes(part))
  expect(sentences.filter(([, sentence]) => !shown(sentence))).toEqual([])
})
