import { describe, expect, test } from 'vitest'
import { openCheckout } from '../support/checkout'
import { answersIn, converse } from './wire'

describe('guessing', () => {
  test('keys is slowed down like any other call', async () => {
    const { phone } = await openCheckout('embedded')
    const guesser = phone()
    await guesser.signedIn('checkout')
    const answers = await Promise.all(
      Array.from({ length: 250 }, (_, index) =>
        guesser.get('api/merchant/orders', { authorization: `Bearer guess-${index}` }),
      ),
    )
    const statuses = new Set(answers.map(({ status }) => status))
    expect([...statuses].sort()).toEqual([401, 429])
  })

  test.each(['/pay/%61pi/options', 'http://a/pay/api/options', '/pay/ap%69/options?a=b'])(
    'is not made easier by writing the address another way: %s',
    async (url) => {
      const { publicUrl, phone } = await openCheckout('embedded')
      const payer = phone()
      await payer.signedIn('checkout')
      const cookie = [...payer.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const one = `GET ${url} HTTP/1.1\r\nhost: a\r\ncookie: ${cookie}\r\n\r\n`
      const last = one.replace('\r\n\r\n', '\r\nconnection: close\r\n\r\n')
      const bytes = Buffer.from(one.repeat(250) + last)
      const answers = answersIn(await converse(publicUrl, bytes))
      expect(answers.at(-1)?.status).toBe(429)
    },
  )
})
