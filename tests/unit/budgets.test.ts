import { describe, expect, test } from 'vitest'
import { defaultLimits, type LimitName } from '../../server/config/limits'
import { createBudgets } from '../../server/http/limits/budgets'

const minute = 60_000

function open(limits = {}) {
  let now = 0
  const budgets = createBudgets({ ...defaultLimits, ...limits }, () => now)
  return {
    spend: (name: LimitName, who: string) => budgets.spend(name, who),
    look: (name: LimitName, who: string) => budgets.look(name, who),
    held: () => budgets.unshared().map(({ who }) => who),
    at: (time: number) => (now = time),
  }
}

describe('a budget', () => {
  test('is of one caller and of one kind', () => {
    const { spend } = open({ payer: 1, address: 1 })
    expect([spend('payer', 'a'), spend('payer', 'a')]).toEqual([null, minute])
    expect([spend('payer', 'b'), spend('address', 'a')]).toEqual([null, null])
  })

  test('is there again a minute after the first of it was spent', () => {
    const { spend, at } = open({ payer: 2 })
    spend('payer', 'a')
    at(40_000)
    spend('payer', 'a')
    expect(spend('payer', 'a')).toBe(20_000)
    at(minute)
    expect([spend('payer', 'a'), spend('payer', 'a')]).toEqual([null, null])
    expect(spend('payer', 'a')).toBe(minute)
  })

  test('is not held for longer by who goes on asking, nor by a clock that jumps back', () => {
    const { spend, at } = open({ payer: 1 })
    spend('payer', 'a')
    for (let time = 0; time < minute; time += 1_000) {
      at(time)
      expect(spend('payer', 'a')).toBe(minute - time)
    }
    at(-minute)
    expect(spend('payer', 'a')).toBeNull()
  })

  test('is looked at without being spent', () => {
    const { look, spend } = open({ guess: 1 })
    expect([look('guess', 'a'), look('guess', 'a')]).toEqual([null, null])
    spend('guess', 'a')
    expect(look('guess', 'a')).toBe(minute)
  })

  test('of ten thousand callers is kept, and of no more: who was not seen for longest is forgotten', () => {
    const { look, spend } = open({ address: 1 })
    for (let n = 0; n < 10_000; n += 1) spend('address', `address-${n}`)
    spend('address', 'address-0')
    spend('address', 'one more')
    expect(look('address', 'address-0')).toBe(minute)
    expect(look('address', 'address-1')).toBeNull()
    expect(look('address', 'address-2')).toBe(minute)
  })

  test('is forgotten with its caller once its minute is over, when anybody else comes', () => {
    const { spend, held, at } = open({ payer: 2, address: 2 })
    spend('payer', 'openid')
    at(minute - 1)
    spend('address', 'somebody')
    expect(held()).toEqual(['openid', 'somebody'])
    at(minute)
    spend('address', 'another')
    expect(held()).toEqual(['somebody', 'another'])
  })
})
