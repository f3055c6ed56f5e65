import { describe, expect, test } from 'vitest'
import { openCheckout } from '../support/checkout'
import { kinds } from '../support/databases'
import { exchange, headerOf } from './wire'

/** Node.js takes 16 kB of headers: nearly all of it in one. */
const length = 15_000

const names = [
  'accept',
  'accept-encoding',
  'accept-language',
  'authorization',
  'content-type',
  'cookie',
  'forwarded',
  'idempotency-key',
  'if-modified-since',
  'if-none-match',
  'origin',
  'purpose',
  'range',
  'sec-fetch-mode',
  'sec-fetch-dest',
  'sign',
  'user-agent',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-request-id',
]

/** One letter of each kind that an expression repeats, with what makes it fail at the very end. */
const fillers: readonly ((name: string) => string)[] = [
  (name) => `${startOf(name)}${' '.repeat(length)}x`,
  (name) => `${startOf(name)}${','.repeat(length)}x`,
  (name) => `${startOf(name)}${'; '.repeat(length / 2)}x`,
  (name) => `${startOf(name)}${'a:'.repeat(length / 2)}`,
  (name) => `${startOf(name)}${'"\\'.repeat(length / 2)}`,
  (name) => `${startOf(name)}${'0'.repeat(length)}!`,
]

const starts: Readonly<Record<string, string>> = {
  'accept-encoding': 'br',
  authorization: 'Bearer ',
  'content-type': 'application/json',
  range: 'bytes=',
  'user-agent': 'MicroMessenger',
}

const startOf = (name: string) => starts[name] ?? 'a'

describe.each(kinds)('a header as long as can be (%s)', (kind) => {
  test('is answered like a short one, by every kind of address', async () => {
    const { publicUrl, log } = await openCheckout(kind, { TRUST_PROXY: 'loopback' })
    for (const target of ['/pay/checkout?order=x', '/pay/api/orders/x', '/pay/assets/none.js']) {
      for (const name of names) {
        for (const filler of fillers) {
          const headers = [[name, filler(name)]] as const
          const request = { method: 'GET', target, headers, body: null }
          const { status } = await exchange(publicUrl, request)
          expect([200, 404]).toContain(status)
        }
      }
    }
    expect(log.join('')).not.toMatch(/"level":[56]0/)
  })

  test('does not come back packed where it does not say so', async () => {
    const { publicUrl } = await openCheckout(kind)
    const headers = [['accept-encoding', `br${' '.repeat(length)}x`]] as const
    const request = { method: 'GET', target: '/pay/checkout', headers, body: null }
    const answer = await exchange(publicUrl, request)
    expect(answer.status).toBe(200)
    expect(headerOf(answer, 'content-encoding')).toBeUndefined()
  })
})
