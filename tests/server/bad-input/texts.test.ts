import { describe, expect, test } from 'vitest'
import type { Problem } from '../../../server/contract/problems'
import { openCheckout } from '../support/checkout'
import { kinds } from '../support/databases'
import { codeOf, type Answer } from '../support/phone'

function told(answer: Answer<unknown>): string {
  const { errors = [] } = answer.body as Problem
  return [codeOf(answer), ...errors.map(({ field }) => field)].join(' ')
}

describe.each(kinds)('text that no database keeps, on %s', (kind) => {
  test('is refused by the name of its field where a merchant sends it', async () => {
    const { merchant } = await openCheckout(kind)
    const broken = [
      { orderNo: 'a\0' },
      { subject: 'a\0b' },
      { body: 'half \ud83d' },
      { returnUrl: 'https://a.example/\0' },
      { metadata: { a: '\udc00' } },
      { metadata: { 'a\0': 'b' } },
    ]
    const answers: string[] = []
    for (const change of broken) answers.push(told(await merchant.place(change)))
    const fields = ['orderNo', 'subject', 'body', 'returnUrl', 'metadata.a', 'metadata.a\0']
    expect(answers).toEqual(fields.map((field) => `400 invalid_request ${field}`))
  })

  test('is refused in an address', async () => {
    const { phone, merchant } = await openCheckout(kind)
    expect(told(await phone().get('api/orders/a%00b'))).toBe('400 invalid_request orderId')
    expect(told(await phone().get('api/orders/%00/payment'))).toBe('400 invalid_request orderId')
    expect(told(await merchant.read('%00'))).toBe('400 invalid_request orderNo')
  })

  test('is refused in a query', async () => {
    const { merchant } = await openCheckout(kind)
    expect(told(await merchant.list('?cursor=%00'))).toBe('400 invalid_request cursor')
  })

  test('is refused where a payer lands, and where one opens an order', async () => {
    const { phone } = await openCheckout(kind)
    const payer = phone()
    await payer.signedIn('checkout')
    for (const text of ['a\0', '\ud800', 'a\udfff']) {
      const landing = await payer.post('api/session', { state: text })
      expect(told(landing)).toBe('400 invalid_request state')
      const order = await payer.post('api/orders', { item: text }, { 'idempotency-key': 'k' })
      expect(told(order)).toBe('400 invalid_request item')
    }
  })

  test.each(['checkout?order=%00', 'checkout?order=a%00&auto=1', 'checkout?item=%00'])(
    'names no order in the target of a login: %s',
    async (to) => {
      const { phone } = await openCheckout(kind)
      expect(await phone().signedIn(to)).toEqual({ to })
    },
  )

  test('that looks strange and is well-formed comes back as it was sent', async () => {
    const { merchant } = await openCheckout(kind)
    const subject = '\u202e👩‍👩‍👧 \u0001\ufffd\uffff é'
    const { orderNo } = await merchant.placed({ subject })
    expect((await merchant.read(orderNo)).body.subject).toBe(subject)
  })
})

const unreadableTimes = [
  '2030-12-31T23:59:60Z',
  '2030-06-30T23:59:60+00:00',
  '2030-01-01T00:00:00+08',
  '2030-02-30T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '1969-12-31T23:59:59Z',
  '9999-12-31T23:59:59-23:59',
  '+275760-09-13T00:00:00Z',
  '2030-01-01',
  '1e400',
]

describe.each(kinds)('a time, on %s', (kind) => {
  test('that cannot be read to the millisecond is refused', async () => {
    const { merchant } = await openCheckout(kind)
    for (const time of unreadableTimes) {
      const query = `?createdAfter=${encodeURIComponent(time)}`
      expect(told(await merchant.place({ expiresAt: time }))).toBe('400 invalid_request expiresAt')
      expect(told(await merchant.list(query))).toBe('400 invalid_request createdAfter')
    }
  })

  test('at the end of all four-digit years is kept', async () => {
    const { merchant } = await openCheckout(kind)
    const { orderNo } = await merchant.placed({ expiresAt: '9999-12-31T23:59:59.999Z' })
    expect((await merchant.read(orderNo)).body.expiresAt).toBe('9999-12-31T23:59:59.999Z')
    expect((await merchant.list('?createdAfter=9999-12-31T23:59:59.999Z')).body.orders).toEqual([])
  })

  test('in a cursor is taken or refused, whatever its size', async () => {
    const { merchant } = await openCheckout(kind)
    const ask = async (cursor: string) => (await merchant.list(`?cursor=${cursor}`)).status
    expect(await ask('999999999999999.x')).toBe(200)
    expect(await ask('0.x')).toBe(200)
    for (const cursor of ['9007199254740993.x', '-1.x', '1e9.x', '1.']) {
      expect(await ask(cursor)).toBe(400)
    }
  })
})

describe('a refusal names what is wrong', () => {
  test.each([
    [{}, ['item', 'amount']],
    [{ item: 5 }, ['item']],
    [{ item: '' }, ['item']],
    [{ amount: '100' }, ['amount']],
    [{ amount: 0.5 }, ['amount']],
    [{ amount: 100, remark: 7, again: 'yes' }, ['remark', 'again']],
    [{ item: 'cake', again: 1 }, ['again']],
    [{ item: 'cake', colour: 'red' }, ['colour']],
    [[], ['body']],
    ['cake', ['body']],
    [null, ['body']],
  ])('in an order of a payer: %j', async (body, fields) => {
    const { phone } = await openCheckout('embedded')
    const { body: problem } = await phone().post<Problem>('api/orders', body)
    expect(problem.code).toBe('invalid_request')
    expect([...new Set(problem.errors?.map(({ field }) => field))]).toEqual(fields)
  })

  test('and stops before it tells of thousands of fields', async () => {
    const { phone } = await openCheckout('embedded')
    const unknown = Array.from({ length: 4_000 }, (_, index) => [`field${index}`, 0])
    const body: unknown = Object.fromEntries(unknown)
    const answer = await phone().post<Problem>('api/checkout', body)
    expect(codeOf(answer)).toBe('400 invalid_request')
    expect(answer.body.errors).toHaveLength(20)
  })

  test('and shortens the name of a field that goes on and on', async () => {
    const { phone } = await openCheckout('embedded')
    const answer = await phone().post<Problem>('api/session', {
      state: 's',
      ['x'.repeat(9_000)]: 1,
    })
    expect(answer.body.errors?.map(({ field }) => field)).toEqual(['x'.repeat(100)])
  })
})
