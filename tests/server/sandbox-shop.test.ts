/** The sandbox's shop, told by the real sender. */
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { allowedNetworks } from '../../server/notifications/allowed-networks'
import { createPost } from '../../server/notifications/post'
import { sandboxNotifySecret } from '../../mocks/sandbox/shop/secret'
import { openCheckout, type Checkout } from './support/checkout'

/** @param patience for how many ms the sender waits for an answer */
async function openWithShop(patience = 10_000) {
  const post = createPost(allowedNetworks(['127.0.0.0/8']), { connect: 3_000, whole: patience })
  const checkout = await openCheckout('embedded', {}, { shop: true, post })
  const shop = checkout.sandbox.phone?.shop
  if (!shop) throw new Error('There is no shop')
  return { ...checkout, shop, arrivals: shop.arrivals.list }
}

async function closeOne({ merchant }: Checkout): Promise<string> {
  const { orderNo } = await merchant.placed()
  await merchant.close(orderNo)
  return orderNo
}

test('the shop verifies what it is told by the reference library, and answers 204', async () => {
  const opened = await openWithShop()
  const orderNo = await closeOne(opened)
  await expect.poll(opened.arrivals).toMatchObject([
    {
      refused: '',
      told: { type: 'order.closed', orderNo, sequence: 1, status: 'closed' },
      treated: 'new',
      answer: { state: 'answered', status: 204 },
    },
  ])
  expect(opened.sandbox.messages.list()).toContainEqual(
    expect.objectContaining({ from: 'checkout', to: 'shop', payment: orderNo, status: 204 }),
  )
})

test.each([
  ['500', { state: 'answered', status: 500 }, { status: 500, error: null }, 'new'],
  ['hang', { state: 'silent', status: null }, { status: null, error: 'timeout' }, 'new'],
  ['down', { state: 'silent', status: null }, { status: null }, 'new'],
  // It had written it down before it was too late.
  ['late', { state: 'silent', status: null }, { status: null, error: 'timeout' }, 'seen'],
] as const)('a shop that meets them with «%s» is told again', async (fault, seen, met, then) => {
  const opened = await openWithShop(fault === 'hang' || fault === 'late' ? 1_500 : undefined)
  const { sandbox, merchant, advance, arrivals } = opened
  sandbox.faults.set({ shop_answers: fault })
  const orderNo = await closeOne(opened)
  const sent = async () => (await merchant.notifications(`?orderNo=${orderNo}`)).body.notifications
  await expect.poll(sent).toMatchObject([{ status: 'pending', attempts: [met] }])
  await expect.poll(arrivals).toMatchObject([{ refused: '', answer: seen }])
  sandbox.faults.reset()
  advance(7_000)
  await expect.poll(sent).toMatchObject([{ status: 'delivered', attempts: [met, { status: 204 }] }])
  const [first, second] = arrivals()
  expect(second).toMatchObject({ id: first?.id, body: first?.body, treated: then })
})

test('a shop that wants no more is told no more, until one is sent again at its page’s wish', async () => {
  const opened = await openWithShop()
  const { sandbox, merchant, arrivals, shop } = opened
  sandbox.faults.set({ shop_answers: '410' })
  const orderNo = await closeOne(opened)
  const status = async () =>
    (await merchant.notifications(`?orderNo=${orderNo}`)).body.notifications[0]?.status
  await expect.poll(status).toBe('switched_off')
  sandbox.faults.reset()
  await closeOne(opened)
  expect(arrivals()).toHaveLength(1)
  const id = arrivals()[0]?.id
  const answer = await fetch(new URL('/__sandbox/resend', shop.url), {
    method: 'POST',
    body: JSON.stringify({ id }),
  })
  expect(await answer.json()).toEqual({ refused: '' })
  await expect.poll(status).toBe('delivered')
})

/** Sends the shop something of one's own. */
async function tell(
  url: string,
  body: object,
  { id = 'msg_1', secret = sandboxNotifySecret } = {},
) {
  const text = JSON.stringify(body)
  const now = new Date()
  const answer = await fetch(`${url}notifications`, {
    method: 'POST',
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
      'webhook-signature': new Webhook(secret).sign(id, now, text),
    },
    body: text,
  })
  return answer.status
}

const paid = (sequence: number) => ({
  type: 'order.paid',
  sequence,
  data: { orderNo: 'A-1', status: 'paid' },
})

test('what is signed with another secret is answered 401 and changes nothing', async () => {
  const { shop, arrivals } = await openWithShop()
  const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`
  expect(await tell(shop.url, paid(1), { secret })).toBe(401)
  expect(arrivals()).toMatchObject([{ refused: 'No matching signature found', treated: null }])
})

test('an id that was seen and a sequence that is old are taken and change nothing', async () => {
  const { shop, arrivals } = await openWithShop()
  for (const [id, sequence] of [
    ['msg_2', 2],
    ['msg_2', 2],
    ['msg_1', 1],
  ] as const) {
    expect(await tell(shop.url, paid(sequence), { id })).toBe(204)
  }
  expect(arrivals().map(({ treated }) => treated)).toEqual(['new', 'seen', 'old'])
})

/** Reads a stream until it has had so many notifications. */
async function streamed(url: string, wanted: number, lastId = ''): Promise<string[]> {
  const headers: Record<string, string> = lastId ? { 'last-event-id': lastId } : {}
  const ends = new AbortController()
  const response = await fetch(url, { headers, signal: ends.signal })
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.split('event: arrived').length > wanted) break
  }
  ends.abort()
  return [...text.matchAll(/^id: (.+)\nevent: arrived$/gm)].map(([, id = '']) => id)
}

test('a reader of the stream who was cut off gets what came meanwhile, and nothing twice', async () => {
  const { shop } = await openWithShop()
  for (const sequence of [1, 2, 3]) await tell(shop.url, paid(sequence), { id: `msg_${sequence}` })
  const all = await streamed(`${shop.url}stream?from=start`, 3)
  expect(all).toHaveLength(3)
  expect(await streamed(`${shop.url}stream`, 2, all[0])).toEqual(all.slice(1))
  // One who knows an earlier run of the sandbox is told everything of this one.
  expect(await streamed(`${shop.url}stream`, 3, 'before-7')).toEqual(all)
})
