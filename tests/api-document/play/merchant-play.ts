/** What a shop's server does in a day, each call once, and each failure that it may meet. */
import { expect } from 'vitest'
import type { Charge } from '../../../server/contract/charges'
import { createArchiveStore } from '../../../server/store/archive/archive'
import { openDatabase } from '../../../server/store/engine/database'
import { readConfig } from '../../../server/config/config'
import type { MerchantOrder } from '../../../server/contract/merchant-orders'
import type { Checkout } from '../../server/support/checkout'
import { createMerchant } from '../../server/support/merchant'
import type { Received, Shop } from '../../server/notifications/shop'
import type { Recorder } from './recorder'

const membership = { amount: 12900, subject: '会员年卡', body: '山茶咖啡会员，一年' }

/** A day as it is counted in Beijing. */
const beijingDay = (time: number) => new Date(time + 8 * 3_600_000).toISOString().slice(0, 10)

export async function playMerchant(
  checkout: Checkout,
  { show, add }: Recorder,
  shop: Shop,
): Promise<void> {
  const { merchant, sandbox } = checkout
  const { paymax } = sandbox
  const stranger = createMerchant(checkout.publicUrl, 'not-a-key')
  const order = { ...membership, notifyUrl: shop.url, metadata: { cart: '8731' } }

  const tries = async () =>
    (await merchant.notifications('')).body.notifications.map(({ attempts }) => attempts.length)
  const placed = async (orderNo: string) => {
    // What is told of the order before is tried before the clock moves: the try bears its time.
    await expect.poll(tries).not.toContain(0)
    // Each at a time of its own: lists go by it.
    checkout.advance(60_000)
    return merchant.placed({ ...order, orderNo })
  }
  const paidUp = async ({ orderNo, orderId }: MerchantOrder) => {
    const { chargeId } = await charged(checkout, orderId)
    paymax.pay(chargeId)
    await paymax.flushWebhooks()
    await expect.poll(() => read(orderNo)).toMatchObject({ status: 'paid' })
  }
  const read = async (orderNo: string) => (await merchant.read(orderNo)).body

  await show(() => merchant.place({ ...order, orderNo: 'A1001', expiresIn: 7200 }))
  await show(() => merchant.place({ ...order, orderNo: 'A1001', expiresIn: 7200 }))
  await show(() => merchant.place({ ...order, orderNo: 'A1001', amount: 1 }))
  await show(() => merchant.place({ ...order, orderNo: 'A1001', amount: '129.00' }))
  await show(() => stranger.place({ ...order, orderNo: 'A1001' }))

  await show(() => merchant.amend('A1001', { subject: '会员年卡（赠一杯）' }))
  const first = await read('A1001')
  await show(() => merchant.amend('A9999', { subject: '没有' }))
  await show(() => merchant.close('A9999'))
  await show(() => merchant.refund('A9999', {}, 'refund-of-A9999'))
  await show(() => merchant.refund('A1001', {}, 'refund-of-A1001'))
  await show(() => paidUp(first))
  await show(() => merchant.exported(beijingDay(checkout.now())))
  await show(() => merchant.amend('A1001', { subject: '晚了' }))
  await show(() => merchant.read('A1001'))
  await show(() => merchant.read('A9999'))
  await show(() => merchant.close('A1001'))

  await placed('A1002')
  await show(() => merchant.close('A1002'))
  const third = await placed('A1003')
  await charged(checkout, third.orderId)
  await show(() => merchant.amend('A1003', { subject: '晚了' }))
  sandbox.faults.set({ close_refused: true })
  await show(() => merchant.close('A1003'))
  sandbox.faults.reset()

  await show(() => merchant.refund('A1001', { amount: 2900 }, 'refund-of-A1001-1'))
  await show(() => merchant.refund('A1001', { amount: 1 }, 'refund-of-A1001-1'))
  await show(() => merchant.refund('A1001', { amount: 1 }, 'refund-of-A1001-2'))
  await show(() => merchant.refund('A1001', {}, ''))
  await finishRefunds(checkout)
  await expect.poll(() => read('A1001')).toMatchObject({ amountRefunded: 2900 })
  await show(() => merchant.refund('A1001', { amount: 12900 }, 'refund-of-A1001-3'))
  await merchant.refund('A1001', {}, 'refund-of-A1001-4')
  await finishRefunds(checkout)
  await expect.poll(() => read('A1001')).toMatchObject({ status: 'refunded' })

  const fourth = await placed('A1004')
  await paidUp(fourth)
  sandbox.faults.set({ refund_fails: true })
  await merchant.refund('A1004', {}, 'refund-of-A1004')
  await finishRefunds(checkout)
  await expect.poll(() => read('A1004')).toMatchObject({ refunds: [{ status: 'failed' }] })
  sandbox.faults.reset()

  // Somebody pays what the shop has closed meanwhile.
  const fifth = await placed('A1005')
  const late = await charged(checkout, fifth.orderId)
  await merchant.close('A1005')
  paymax.pay(late.chargeId)
  await paymax.flushWebhooks()
  await expect.poll(() => read('A1005')).toMatchObject({ incidents: [{ kind: 'late_payment' }] })

  await show(() => merchant.list('?status=paid&limit=1'))
  await show(() => merchant.search({ openid: sandbox.wechat.holder.openid, limit: 1 }))
  await expect
    .poll(async () => (await merchant.notifications('?status=pending')).body.notifications)
    .toEqual([])
  await show(() => merchant.notifications('?orderNo=A1002'))
  const [told] = (await merchant.notifications('?orderNo=A1002')).body.notifications
  await show(() => merchant.resend(told?.notificationId ?? ''))
  await show(() => merchant.resend('nothing'))

  // They may come in any order.
  const received = [...shop.received].sort((a, b) => placeOf(a) - placeOf(b))
  for (const one of received) {
    const { id, told: body, headers } = one
    add(notificationId(body.type), {
      name: body.type,
      path: new URL(shop.url).pathname,
      parameters: {},
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': headers['webhook-timestamp'] ?? '',
      },
      body,
      status: 204,
      type: '',
    })
  }
}

/** What is left to ask of a day that was archived. The last of all: other orders are moved too. */
export async function playArchive(checkout: Checkout, { show }: Recorder): Promise<void> {
  const { merchant } = checkout
  await archive(checkout)
  await show(() => merchant.refund('A1001', {}, 'refund-of-A1001-5'))
  await show(() => merchant.exported(beijingDay(checkout.now())))
}

const notificationId = (type: string) =>
  `notify${type.replace(/(?:^|\.)(\w)/g, (_, first: string) => first.toUpperCase())}`

async function charged({ phone }: Checkout, orderId: string): Promise<Charge> {
  const payer = phone()
  await payer.signedIn(`checkout?order=${orderId}`)
  return (await payer.post<Charge>(`api/orders/${orderId}/charges`, {})).body
}

async function finishRefunds({ sandbox: { paymax } }: Checkout): Promise<void> {
  const underWay = () =>
    paymax
      .charges()
      .flatMap(({ refunds }) => refunds.filter(({ status }) => status === 'PROCESSING'))
  await expect.poll(underWay).not.toEqual([])
  paymax.finishRefunds()
  await paymax.flushWebhooks()
}

/** Moves what is over out of the store, beside the running backend. */
async function archive({ environment }: Checkout): Promise<void> {
  const beside = openDatabase(readConfig({ ...environment }).database)
  const later = Date.now() + 400 * 86_400_000
  try {
    const archiveStore = createArchiveStore(beside)
    await expect
      .poll(async () =>
        archiveStore.take(await archiveStore.finished(later, null, 10), later, later),
      )
      .toBeGreaterThan(0)
  } finally {
    await beside.db.destroy()
  }
}

const placeOf = ({ told: { timestamp, sequence } }: Received) => Date.parse(timestamp) + sequence
