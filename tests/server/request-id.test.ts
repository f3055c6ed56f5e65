/** Every answer and every line of the log says which request it belongs to. */
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { clientOf, refusalOf } from './client/a-client'
import { openCheckout } from './support/checkout'
import { chargedOrder } from './support/paid-order'
import { tillOf } from './support/till'

const ours = /^[0-9a-hjkmnp-tv-z]{4}-[0-9a-hjkmnp-tv-z]{4}-[0-9a-hjkmnp-tv-z]{4}$/

interface Line {
  readonly msg: string
  readonly requestId?: string
}

const lines = (log: readonly string[]) => log.map((line) => JSON.parse(line) as Line)

describe('an answer says which request it answers', () => {
  test.each([
    ['a page', 'checkout'],
    ['no page', 'nothing'],
    ['an answer of the API', 'api/healthz'],
    ['a refusal', 'api/orders/nobody'],
    ['a picture that is not there', 'items/none.png'],
    ['an address that cannot be read', 'api/orders/%ff'],
  ])('%s', async (_, path) => {
    const { phone } = await openCheckout('embedded')
    const [first, second] = [await phone().get(path), await phone().get(path)]
    const ids = [first, second].map(({ headers }) => headers.get('x-request-id'))
    for (const id of ids) expect(id).toMatch(ours)
    expect(ids[0]).not.toBe(ids[1])
  })

  test('a webhook, kept or refused', async () => {
    const { publicUrl } = await openCheckout('embedded')
    const to = new URL('api/webhooks/paymax', publicUrl)
    const headers = { 'x-request-id': 'from-the-proxy.1' }
    const answer = await fetch(to, { method: 'POST', body: '{}', headers })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('x-request-id')).toBe('from-the-proxy.1')
  })

  test('a refusal once more, where the browser keeps it for the page; nothing else does', async () => {
    const { phone } = await openCheckout('embedded')
    const { headers } = await phone().get('api/orders/nobody')
    const id = headers.get('x-request-id') ?? 'no id'
    expect(headers.get('server-timing')).toBe(`refused;desc="${id}"`)
    expect((await phone().get('api/healthz')).headers.has('server-timing')).toBe(false)
  })

  test('bytes that are no request', async () => {
    const { publicUrl } = await openCheckout('embedded')
    const socket = connect(Number(publicUrl.port), publicUrl.hostname)
    let said = ''
    socket.on('data', (bytes: Buffer) => (said += bytes.toString()))
    socket.write('nonsense\r\n\r\n')
    await once(socket, 'close')
    expect(/^x-request-id: (.*)\r$/m.exec(said)?.[1]).toMatch(ours)
  })
})

describe('an id that a request comes with', () => {
  test.each(['a', '4bf92f3577b34da6a3ce929d0e0e4736', 'A.b_c-9', 'x'.repeat(64)])(
    'is kept: %.20s',
    async (id) => {
      const { phone } = await openCheckout('embedded')
      const { headers } = await phone().get('api/healthz', { 'x-request-id': id })
      expect(headers.get('x-request-id')).toBe(id)
    },
  )

  test.each(['', 'x'.repeat(65), 'a b', 'a,b', '{"a":1}', '<b>', 'a\tb'])(
    'is not, where it is no sane one: %j',
    async (id) => {
      const { phone } = await openCheckout('embedded')
      const { headers } = await phone().get('api/healthz', { 'x-request-id': id })
      expect(headers.get('x-request-id')).toMatch(ours)
    },
  )
})

describe('a line of the log bears the id of its request', () => {
  test('where the rules write it, behind a body that comes bit by bit', async () => {
    const { log, publicUrl, environment, merchant, phone } = await openCheckout('embedded')
    const { orderNo } = await merchant.placed()
    const closing = request(new URL(`api/merchant/orders/${orderNo}/close`, publicUrl), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${environment['MERCHANT_API_KEY'] ?? ''}`,
        'content-type': 'application/json',
        'content-length': 2,
        'x-request-id': 'closing-1',
      },
    })
    const answered = once(closing, 'response')
    closing.flushHeaders()
    await phone().get('api/healthz')
    closing.write('{')
    await phone().get('api/healthz')
    closing.end('}')
    const [answer] = (await answered) as [IncomingMessage]
    answer.resume()
    expect(answer.statusCode).toBe(200)
    expect(lines(log).find(({ msg }) => msg.startsWith('order closed'))).toMatchObject({
      requestId: 'closing-1',
    })
  })

  test('where the backend itself fails', async () => {
    const { backend, phone, log } = await openCheckout('embedded')
    backend.payments.repository.orderWithLastCharge = () => Promise.reject(new Error('inside'))
    const { headers } = await phone().get('api/orders/x')
    expect(lines(log).find(({ msg }) => msg === 'failed')).toMatchObject({
      requestId: headers.get('x-request-id'),
    })
  })

  test('where a webhook is applied after its answer; a round of the worker has none', async () => {
    const { log, sandbox, charge, reads } = await chargedOrder('embedded')
    const till = tillOf(sandbox, 'paymax')
    till.pay(charge.chargeId)
    await till.tell()
    await reads({ status: 'paid' })
    const paid = lines(log).find(({ msg }) => msg === 'order paid')
    expect(paid?.requestId).toMatch(ours)
    expect(lines(log).find(({ msg }) => msg.startsWith('Server listening'))).not.toHaveProperty(
      'requestId',
    )
  })
})

test('a shop’s program has the backend’s id of what was refused', async () => {
  const { client } = clientOf(await openCheckout('embedded'))
  const error = await refusalOf(client.orders.get('none'))
  expect(error).toMatchObject({ requestId: expect.stringMatching(ours) as string })
})
