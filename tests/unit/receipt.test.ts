import { describe, expect, test } from 'vitest'
import { languageTags } from '@/locales/language'
import { receiptWords } from '@/locales/receipt'
import type { Answer } from '@/receipt/ask-receipt'
import { follow, type Surroundings } from '@/receipt/poll-receipt'
import type { Receipt } from '../../server/contract/receipts'

const receiptOf = (status: Receipt['status'], orderId: string | null = null): Receipt => ({
  status,
  merchantName: '山茶咖啡',
  orderId,
})

interface Told {
  readonly answers: readonly Answer[]
  readonly framed?: boolean
  readonly number?: string | null
  readonly age?: number
}

/** Follows a payment whose backend gives these answers, the last one again and again. */
async function followed({ answers, framed = true, number = 'N', age = 300 }: Told) {
  const happened: string[] = []
  let asked = 0
  const around: Surroundings = {
    number,
    frame: framed
      ? {
          ready: (style) => void happened.push(style),
          jumpOut: (url) => void happened.push(`jump ${url}`),
        }
      : null,
    ask: () => {
      happened.push('ask')
      asked += 1
      return Promise.resolve(answers[Math.min(asked, answers.length) - 1] ?? 'silent')
    },
    show: (shown) => void happened.push(shown),
    pause: (ms) => {
      happened.push(`${ms / 1000} s`)
      return Promise.resolve()
    },
    age: () => age,
    leave: (address) => void happened.push(`go ${address}`),
  }
  await follow(around)
  return happened
}

describe('the page that WeChat frames', () => {
  test('tells WeChat that it is there before it asks anything', async () => {
    expect(await followed({ answers: [receiptOf('paid')] })).toEqual([
      'SHOW_CUSTOM_PAGE',
      'ask',
      'paid',
    ])
  })

  test('asks again while the payment is unconfirmed, and no more once it is paid', async () => {
    const answers = [receiptOf('confirming'), receiptOf('confirming'), receiptOf('paid')]
    expect((await followed({ answers })).slice(2)).toEqual([
      ...['confirming', '1 s', 'ask'],
      ...['confirming', '2 s', 'ask', 'paid'],
    ])
  })

  test('stops asking after about a minute and says what to do', async () => {
    const happened = await followed({ answers: [receiptOf('confirming')] })
    expect(happened.filter((what) => what === 'ask')).toHaveLength(16)
    expect(happened.at(-1)).toBe('late')
  })

  test('leaves the place to WeChat’s own page where it has nothing to show', async () => {
    expect(await followed({ answers: ['unknown'] })).toEqual([
      'SHOW_CUSTOM_PAGE',
      'ask',
      'SHOW_OFFICIAL_PAGE',
      'unknown',
    ])
    expect(await followed({ answers: [], number: null })).toEqual(['SHOW_OFFICIAL_PAGE', 'unknown'])
  })

  test('goes on trying where the backend cannot be reached, whatever WeChat shows meanwhile', async () => {
    const happened = await followed({ answers: ['silent', receiptOf('paid')] })
    expect(happened).toEqual([
      ...['SHOW_CUSTOM_PAGE', 'ask', 'SHOW_OFFICIAL_PAGE'],
      ...['silent', '1 s', 'ask', 'paid'],
    ])
  })

  test('does not give up its place once WeChat has decided', async () => {
    const happened = await followed({ answers: ['unknown'], age: 2_600 })
    expect(happened).not.toContain('SHOW_OFFICIAL_PAGE')
  })

  test('leads nowhere by itself in a frame, whoever is told the order', async () => {
    const happened = await followed({ answers: [receiptOf('paid', 'ORDER')] })
    expect(happened.at(-1)).toBe('paid')
  })
})

describe('the page by itself', () => {
  test('goes to the order of the payer who made the payment', async () => {
    const answers = [receiptOf('confirming', 'ORDER')]
    const happened = await followed({ answers, framed: false })
    expect(happened).toEqual(['ask', 'go success?order=ORDER'])
  })

  test('speaks to no window around it', async () => {
    const happened = await followed({ answers: ['unknown'], framed: false })
    expect(happened).toEqual(['ask', 'unknown'])
  })
})

describe('its words', () => {
  test.each(languageTags)('say in %s what happened and what to do, money first', (language) => {
    const { said } = receiptWords[language]
    for (const [shown, { heading, told }] of Object.entries(said)) {
      expect(heading.length).toBeGreaterThan(3)
      // Whoever is not told that it is paid is told not to pay again.
      if (shown !== 'paid') expect(told).toMatch(/不要重复付款|不要重複付款|not pay again/)
    }
  })
})
