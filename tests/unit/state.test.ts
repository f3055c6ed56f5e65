import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { isStateOf, newState, stateLife } from '../../server/login/state'

const at = Date.parse('2026-11-28T00:00:00Z')
const [browser, other] = ['a secret', 'another secret']
const made = () => newState(browser, at, randomBytes)

describe('a state', () => {
  test('is within what WeChat takes, and never the same twice', () => {
    expect(made()).toMatch(/^[a-zA-Z0-9]{64}$/)
    expect(made()).not.toBe(made())
  })

  test('is known by the browser it was made for, while it may be used, and by no other', () => {
    const state = made()
    expect(isStateOf(state, browser, at)).toBe(true)
    expect(isStateOf(state, browser, at + stateLife)).toBe(true)
    expect(isStateOf(state, browser, at + stateLife + 1)).toBe(false)
    expect(isStateOf(state, other, at)).toBe(false)
    expect(isStateOf(state, undefined, at)).toBe(false)
  })

  test('from a clock that is two minutes ahead is known, from a later one it is not', () => {
    expect(isStateOf(made(), browser, at - 120_000)).toBe(true)
    expect(isStateOf(made(), browser, at - 121_000)).toBe(false)
  })

  test('that was changed in any digit is not known', () => {
    const state = made()
    for (let index = 0; index < state.length; index += 1) {
      const changed = state[index] === '0' ? '1' : '0'
      const altered = state.slice(0, index) + changed + state.slice(index + 1)
      expect(isStateOf(altered, browser, at)).toBe(false)
    }
  })

  test.each([
    '',
    'x',
    '0'.repeat(64),
    'g'.repeat(64),
    '😀'.repeat(32),
    made().slice(1),
    `${made()}0`,
  ])('that was made up is not known: %s', (state) => {
    expect(isStateOf(state, browser, at)).toBe(false)
  })
})
