/** The client has every call that a merchant's key opens, and each does what the backend promises. */
import { expect, test } from 'vitest'
import { openShop, toShops } from '../notifications/shop'
import { openCheckout } from '../support/checkout'
import { chargedOrder, type ChargedOrder } from '../support/paid-order'
import { allOf, anOrder, clientOf, type HeardClient } from './a-client'

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}
interface Operation {
  readonly security?: readonly Readonly<Record<string, unknown>>[]
}

/** Each call of the client once, at an order that is paid. */
const calls: Readonly<
  Record<string, (client: HeardClient['client'], scene: ChargedOrder) => Promise<unknown>>
> = {
  'POST merchant/orders': (client) => client.orders.place(anOrder),
  'GET merchant/orders': (client) => allOf(client.orders.list({ status: 'paid' })),
  'POST merchant/orders/search': (client, { sandbox }) =>
    allOf(client.orders.search({ openid: sandbox.wechat.holder.openid })),
  'GET merchant/orders/{orderNo}': (client, { order }) => client.orders.get(order.orderNo),
  'PATCH merchant/orders/{orderNo}': (client) =>
    client.orders.amend(anOrder.orderNo, { subject: '山茶会员季卡' }),
  'POST merchant/orders/{orderNo}/close': (client) => client.orders.close(anOrder.orderNo),
  'POST merchant/orders/{orderNo}/refunds': (client, { order }) =>
    client.orders.refund(order.orderNo, { amount: 100, reason: '顾客取消' }),
  'GET merchant/export': (client) => client.exportDay(dayInBeijing()),
  'GET merchant/notifications': (client, { order }) =>
    allOf(client.notifications.list({ orderNo: order.orderNo })),
  'POST merchant/notifications/{notificationId}/resend': async (client) => {
    const [one] = await allOf(client.notifications.list())
    return client.notifications.resend(one?.notificationId ?? 'none')
  },
}

function dayInBeijing(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date())
}

/** Whatever the API document says is opened by the merchant's key, as `METHOD path`. */
async function documented(scene: ChargedOrder): Promise<string[]> {
  const { body } = await scene.phone().get<OpenApi>('api/openapi.json')
  const prefix = `${scene.publicUrl.pathname}api/`
  return Object.entries(body.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, { security = [] }]) => security.some((one) => 'merchantKey' in one))
      .map(([method]) => `${method.toUpperCase()} ${path.slice(prefix.length)}`),
  )
}

/** Whether a request is one of a call of the document. */
function isOf(call: string, request: string): boolean {
  const [one, other] = [call.split('/'), request.split('/')]
  return (
    one.length === other.length && one.every((part, n) => /^\{/.test(part) || part === other[n])
  )
}

async function openScene() {
  const shop = await openShop()
  const scene = await chargedOrder('embedded', { notifyUrl: shop.url }, toShops)
  scene.sandbox.paymax.pay(scene.charge.chargeId)
  await scene.payment()
  await scene.reads({ status: 'paid' })
  await expect.poll(shop.types).toEqual(['order.paid'])
  return scene
}

test('every call of the document that the merchant’s key opens is made by the client', async () => {
  const scene = await openScene()
  expect(Object.keys(calls).sort()).toEqual((await documented(scene)).sort())
  for (const [call, make] of Object.entries(calls)) {
    const { client, heard } = clientOf(scene)
    await make(client, scene)
    const made = heard.map((one) => one.call.replace('api/', ''))
    expect(made.filter((request) => isOf(call, request))).not.toEqual([])
  }
})

test('each answers what the backend promises', async () => {
  const scene = await openScene()
  const { client } = clientOf(scene)
  const { orderNo } = scene.order
  const placed = await client.orders.place({ ...anOrder, metadata: { shop: '3' } })
  expect(placed).toMatchObject({ ...anOrder, status: 'unpaid', metadata: { shop: '3' } })
  expect(placed.checkoutUrl).toBe(`${scene.publicUrl.href}checkout?order=${placed.orderId}`)
  expect(await client.orders.amend('A-1001', { metadata: {} })).toMatchObject({ metadata: {} })
  expect(await client.orders.close('A-1001')).toMatchObject({ status: 'closed' })
  expect(await client.orders.get(orderNo)).toMatchObject({ status: 'paid', incidents: [] })
  const paid = client.orders.list({ paidAfter: new Date(Date.now() - 60_000).toISOString() })
  expect((await allOf(paid)).map((order) => order.orderNo)).toEqual([orderNo])
  const { openid } = scene.sandbox.wechat.holder
  const theirs = await allOf(client.orders.search({ openid }))
  expect(theirs.map((order) => order.orderNo)).toEqual([orderNo])
  const refund = await client.orders.refund(orderNo, { amount: 100, reason: '顾客取消' })
  expect(refund).toMatchObject({ amount: 100, status: 'processing', reason: '顾客取消' })
  const csv = Buffer.from(await client.exportDay(dayInBeijing())).toString()
  expect(csv).toContain(orderNo)
  const [told] = await allOf(client.notifications.list({ orderNo }))
  const again = await client.notifications.resend(told?.notificationId ?? '')
  expect(again).toMatchObject({ type: 'order.paid', orderNo })
})

test('a list is gone through page by page, and can be gone on with', async () => {
  const { client, heard } = clientOf(await openCheckout('embedded'))
  const placed = ['L1', 'L2', 'L3', 'L4', 'L5']
  for (const orderNo of placed) await client.orders.place({ ...anOrder, orderNo })
  const list = client.orders.list({ orderNoPrefix: 'L', limit: 2 })
  expect((await allOf(list)).map(({ orderNo }) => orderNo)).toEqual(placed.toReversed())
  expect(heard.filter(({ call }) => call.startsWith('GET'))).toHaveLength(3)
  const first = await list.page()
  expect(first.orders.map(({ orderNo }) => orderNo)).toEqual(['L5', 'L4'])
  const second = await list.page(first.nextCursor ?? '')
  expect(second.orders.map(({ orderNo }) => orderNo)).toEqual(['L3', 'L2'])
  const query = { orderNoPrefix: 'L', cursor: second.nextCursor ?? '' }
  expect((await allOf(client.orders.list(query))).map(({ orderNo }) => orderNo)).toEqual(['L1'])
})

test.each(['', '.', '..'])(
  'a number that would lead to another call names nothing: %j',
  async (no) => {
    const { client, heard } = clientOf(await openCheckout('embedded'))
    expect(() => client.orders.get(no)).toThrow(TypeError)
    expect(() => client.notifications.resend(no)).toThrow(TypeError)
    expect(heard).toEqual([])
  },
)

test('a number is one part of an address, whatever is in it', async () => {
  const { client, heard } = clientOf(await openCheckout('embedded'))
  await expect(client.orders.get('a/../b?c')).rejects.toMatchObject({ code: 'order_not_found' })
  expect(heard.map(({ call }) => call)).toEqual(['GET api/merchant/orders/a%2F..%2Fb%3Fc'])
})
