import { expect, test } from 'vitest'
import { faultGroups } from '../../mocks/sandbox/fault-table/table'
import { platforms } from '../../mocks/sandbox/fault-table/login'
import { noFaults } from '../../mocks/sandbox/faults'
import type { Text } from '../../mocks/sandbox/text'

const controls = faultGroups.flatMap((group) => group.controls)
const texts: Text[] = [
  ...faultGroups.map(({ title }) => title),
  ...platforms.map(({ text }) => text),
  ...controls.flatMap(({ text, choices = [] }) => [
    text,
    ...choices.flatMap(({ title, options }) => [
      ...(title ? [title] : []),
      ...options.map((option) => option.text),
    ]),
  ]),
]

test('every fault is a switch of the panel, once', () => {
  // The platform has buttons of its own above them.
  const names = [...controls.map(({ name }) => name), 'platform']
  expect(names.sort()).toEqual(Object.keys(noFaults).sort())
})

test('the first option of every choice is how it usually is', () => {
  const first = controls.flatMap(({ name, choices }) =>
    choices ? [[name, choices[0]?.options[0]?.value]] : [],
  )
  expect(first).toEqual(first.map(([name]) => [name, noFaults[name as keyof typeof noFaults]]))
})

test('what the panel says in English has no Chinese letter or sign in it', () => {
  expect(texts.map(({ en }) => en).filter((en) => /[⺀-鿿＀-￯]/.test(en))).toEqual([])
})

test('what it says in Traditional Chinese has no simplified letter in it', () => {
  // Those of this panel; each is written otherwise in Taiwan.
  const simplified =
    /[购买丢败报补参产处错单发订额关号滞环坏机级际简绝开宽类两领录临乱络没门们内偿频迟启签轻请权确认认识试数输随锁条统头图网伪务误现显线详项销写谢验样页议银应邮与语员远约阅载账这证织终种专转装状资总组钱]/
  expect(texts.map(({ hant }) => hant).filter((hant) => simplified.test(hant))).toEqual([])
})
