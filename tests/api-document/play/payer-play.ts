/** What a payer's page asks, each call once, and each failure that it may meet. */
import { expect } from 'vitest'
import type { Charge } from '../../../server/contract/charges'
import type { Order } from '../../../server/contract/orders'
import type { Checkout } from '../../server/support/checkout'
import type { Phone } from '../../server/support/phone'
import type { Recorder } from './recorder'

const withKey = (key: string) => ({ 'idempotency-key': key })

export async function playPayer(checkout: Checkout, recorder: Recorder): Promise<void> {
  const { merchant, phone, sandbox } = checkout
  const { show } = recorder
  const payer = phone()
  const order = await merchant.placed({
    orderNo: 'B2001',
    amount: 3880,
    subject: '手冲咖啡',
    body: '两杯',
  })
  const path = `api/orders/${order.orderId}`

  await show(() => payer.get('api/oauth/authorize?to=checkout%3Fitem%3Dcoffee'))
  await show(() => payer.get('api/oauth/authorize?to=elsewhere'))
  const landing = await payer.comeBackFromWechat(`checkout?order=${order.orderId}`)
  await show(() => payer.post('api/session', landing))
  await show(() => payer.get('api/session'))
  await show(() => payer.get('api/options'))
  await show(() => payer.post('api/checkout', { orderId: order.orderId }))
  await show(() => payer.post('api/checkout', { orderId: 'AAAAAAAAAAAAAAAAAAAAAA' }))
  await show(() => payer.get(path))
  await show(() => payer.get('api/orders/AAAAAAAAAAAAAAAAAAAAAA'))
  await show(() => payer.get('api/orders/AAAAAAAAAAAAAAAAAAAAAA/payment'))

  const { body: charge } = await show(() => payer.post<Charge>(`${path}/charges`, {}))
  const { chargeId } = charge
  const event = { event: 'sheet_denied', kind: 'access_denied', orderId: order.orderId, chargeId }
  await show(() => payer.post('api/events', event, { 'content-type': 'text/plain' }))
  await show(() => payer.post('api/events', event, { origin: 'https://www.example.com' }))
  await show(() => payer.post(`${path}/charges`, {}))
  await show(() => phone().post(`${path}/charges`, {}))
  await show(() => payer.post(`${path}/charges`, {}, { origin: 'https://www.example.com' }))
  await show(async () => (await someoneElse(checkout)).post(`${path}/charges`, {}))
  sandbox.paymax.pay(charge.chargeId)
  await sandbox.paymax.flushWebhooks()
  await expect.poll(async () => (await payer.get<Order>(path)).body.status).toBe('paid')
  await show(() => payer.get(`${path}/payment?wait=25`))
  await show(() => payer.post(`${path}/charges`, {}))
  await show(() => payer.get(`api/receipts?out_trade_no=${charge.chargeId}`))
  await show(() => payer.get('api/receipts?out_trade_no=nothing'))

  await refusedCharges(checkout, recorder, payer)
  await ownOrders(checkout, recorder, payer)
  await refusedLogins(checkout, recorder)
}

async function someoneElse({ sandbox, phone }: Checkout): Promise<Phone> {
  const [first, second] = sandbox.payers
  if (!first || !second) throw new Error('the sandbox has too few people')
  sandbox.wechat.holder = second
  const other = phone()
  await other.signedIn('checkout')
  sandbox.wechat.holder = first
  return other
}

async function refusedCharges(
  { merchant, sandbox }: Checkout,
  { show }: Recorder,
  payer: Phone,
): Promise<void> {
  const closed = await merchant.placed({ orderNo: 'B2002' })
  await merchant.close('B2002')
  await show(() => payer.post(`api/orders/${closed.orderId}/charges`, {}))
  await show(() => payer.post('api/orders/AAAAAAAAAAAAAAAAAAAAAA/charges', {}))
  const faults = [
    { gateway_refuses: 'CHANNEL_NOT_AVAILABLE' },
    { gateway_untrusted: true },
    { charge_fails: 'CHANNEL_SYSTEM_FAILURE' },
  ] as const
  for (const [n, fault] of faults.entries()) {
    const { orderId } = await merchant.placed({ orderNo: `B201${n}` })
    sandbox.faults.set(fault)
    await show(() => payer.post(`api/orders/${orderId}/charges`, {}))
    sandbox.faults.reset()
  }
}

async function ownOrders(checkout: Checkout, { show }: Recorder, payer: Phone): Promise<void> {
  const { sandbox, phone, anotherProcess } = checkout
  const open = (body: object, key?: string) =>
    payer.post<Order>('api/orders', body, key === undefined ? {} : withKey(key))
  const { body: order } = await show(() => open({ item: 'cake' }, 'cake-1'))
  const { body } = await payer.post<Charge>(`api/orders/${order.orderId}/charges`, {})
  sandbox.paymax.pay(body.chargeId)
  await sandbox.paymax.flushWebhooks()
  await payer.get(`api/orders/${order.orderId}/payment`)
  await show(() => open({ item: 'cake' }, 'cake-2'))
  await show(() => open({ item: 'coffee' }, 'cake-1'))
  await show(() => open({ item: 'coffee' }))
  await show(() => open({ item: 'tea' }, 'tea-1'))
  await show(() => open({ amount: 600_000 }, 'amount-1'))
  await show(() => phone().post('api/orders', { item: 'cake' }, withKey('cake-3')))
  await show(() =>
    payer.post('api/orders', { item: 'cake' }, { origin: 'https://www.example.com' }),
  )
  const other = await anotherProcess({ OPEN_AMOUNT: 'off' })
  const there = other.phone()
  await there.signedIn('checkout')
  await show(() => there.post('api/orders', { amount: 100 }, withKey('amount-2')))
  await other.stop()
}

async function refusedLogins({ sandbox, phone }: Checkout, { show }: Recorder): Promise<void> {
  const land = async (more: object, faults: Parameters<typeof sandbox.faults.set>[0] = {}) => {
    const payer = phone()
    sandbox.faults.set(faults)
    const landing = await payer.comeBackFromWechat('checkout')
    await show(() => payer.post('api/session', { ...landing, ...more }))
    sandbox.faults.reset()
  }
  await land({ code: undefined })
  await land({ code: 'garbled' })
  await land({ state: 'another' })
  await land({}, { snapshot_user: true })
  await land({}, { wechat_api: 'down' })
  await land({}, { wechat_api: '40013' })
  await show(() =>
    phone().post('api/session', { state: 'x' }, { origin: 'https://www.example.com' }),
  )
  await show(() =>
    phone().post('api/checkout', { orderId: 'x' }, { origin: 'https://www.example.com' }),
  )
}
