import { randomUUID } from 'node:crypto'
import type { MerchantOrder, MerchantOrderList } from '../../server/contract/merchant-orders'
import type { Notification, NotificationStatus } from '../../server/contract/notifications'
import type { Refund } from '../../server/contract/refunds'
import type { AskedRefund } from './book'
import { Abandoned, codeOf, type Heard } from './client'
import type { Dice } from './dice'
import type { World } from './world'

/** So many links lie about; payers who choose the same one are rivals. */
const linksAbout = 12

/** The merchant's own system: places, closes, refunds, and asks the same again to be sure. */
export async function beTheMerchant(world: World, dice: Dice, name: string): Promise<void> {
  const deeds = [
    [50, () => place(world, dice, `${name}-${randomUUID()}`)],
    [12, () => close(world, dice)],
    [30, () => refund(world, dice)],
    [8, () => askTheSameAgain(world, dice)],
  ] as const
  try {
    for (;;) {
      await dice.weighted<() => Promise<void>>(deeds)()
      await world.client.wait(dice.between(50, 350))
    }
  } catch (error) {
    if (!(error instanceof Abandoned)) throw error
  }
}

function callMerchant<Body>(
  { client, merchantKey }: Pick<World, 'client' | 'merchantKey'>,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Heard<Body>> {
  return client.send<Body>(`api/merchant/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${merchantKey}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}

async function place(world: World, dice: Dice, orderNo: string): Promise<void> {
  const runsOut = dice.chance(0.15)
  const order = {
    orderNo,
    amount: dice.between(2, 20_000),
    subject: '会员年费',
    body: '公众号支付 “引号” 😀',
    metadata: { campaign: orderNo },
    ...(runsOut && { expiresAt: new Date(Date.now() + dice.between(3, 20) * 1000).toISOString() }),
  }
  const heard = await callMerchant<MerchantOrder>(world, 'POST', 'orders', order)
  // Placed before and its end is past by now: as good as told.
  if (heard.status >= 300) return
  world.book.placed(heard)
  world.links.push(heard.body.orderId)
  if (world.links.length > linksAbout) world.links.shift()
}

async function close(world: World, dice: Dice): Promise<void> {
  const { links, book } = world
  const order = book.orders.get(links.length > 0 ? dice.one(links) : '')
  if (!order) return
  book.closingAsked.add(order.orderId)
  const path = `orders/${order.orderNo}/close`
  const heard = await callMerchant<MerchantOrder>(world, 'POST', path)
  book.note(order.orderId, `closing was asked for: ${heard.status} ${codeOf(heard)}`)
  if (heard.status === 200) book.closedByMerchant(order.orderId, heard)
  if (codeOf(heard) === 'order_paid') book.statusTold(order.orderId, 'paid', heard)
}

async function refund(world: World, dice: Dice): Promise<void> {
  const { book } = world
  const paid = [...book.orders.values()].filter(({ orderId }) => book.isPaid(orderId)).slice(-40)
  if (paid.length === 0) return
  const { orderNo, amount: whole } = dice.one(paid)
  const amount = dice.chance(0.4) ? {} : { amount: dice.between(1, Math.max(1, whole >> 1)) }
  const wish = { ...amount, reason: '顾客退货' }
  const key = randomUUID()
  for (let tries = 0; tries < 6; tries += 1) {
    const heard = await ask(world, { orderNo, key, wish })
    if (codeOf(heard) !== 'refund_in_progress') return
    await world.client.wait(700)
  }
}

async function askTheSameAgain(world: World, dice: Dice): Promise<void> {
  if (world.book.refunds.length > 0) await ask(world, dice.one(world.book.refunds))
}

/** Every acknowledged refund, once more with its key: the answers have to be the same. */
export async function askEverythingAgain(world: World): Promise<void> {
  const left = [...world.book.refunds]
  const askInTurn = async () => {
    for (let next = left.pop(); next; next = left.pop()) await askUntilAnswered(world, next)
  }
  await Promise.all(Array.from({ length: 8 }, askInTurn))
}

async function askUntilAnswered(world: World, refund: AskedRefund): Promise<void> {
  for (;;) {
    const heard = await ask(world, refund)
    if (heard.status === 201) return
    if (codeOf(heard) !== 'rate_limited') {
      return world.book.broken(`key ${refund.key} was answered ${heard.status} the next time`)
    }
    await world.client.wait(500)
  }
}

/** Asks for a refund, for the first time or again, and writes down what is answered. */
async function ask(
  world: World,
  { orderNo, key, wish }: Omit<AskedRefund, 'answer'>,
): Promise<Heard<Refund>> {
  const path = `orders/${orderNo}/refunds`
  const heard = await callMerchant<Refund>(world, 'POST', path, wish, { 'idempotency-key': key })
  if (heard.status === 201) {
    world.book.refundAnswered({ orderNo, key, wish, answer: heard.body })
  }
  return heard
}

/** Everything the merchant can read, oldest pages last. */
export async function readEverything(world: Reader): Promise<MerchantOrder[]> {
  return (await readPages(world, 'orders?limit=100')).flatMap(({ orders = [] }) => orders)
}

/** @returns the ids of the notifications of which the API says so */
export async function readNotifications(
  world: Reader,
  status: NotificationStatus,
): Promise<string[]> {
  const pages = await readPages(world, `notifications?limit=100&status=${status}`)
  return pages
    .flatMap(({ notifications = [] }) => notifications)
    .map(({ notificationId }) => notificationId)
}

type Reader = Pick<World, 'client' | 'merchantKey'>

/** Of whichever list. */
interface Page {
  readonly orders?: MerchantOrderList['orders']
  readonly notifications?: readonly Notification[]
  readonly nextCursor: string | null
}

async function readPages(world: Reader, path: string): Promise<Page[]> {
  const pages: Page[] = []
  let cursor: string | null = null
  do {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page: Heard<Page> = await callMerchant(world, 'GET', path + query)
    if (page.status !== 200) {
      await world.client.wait(500)
      continue
    }
    pages.push(page.body)
    cursor = page.body.nextCursor
  } while (cursor !== null)
  return pages
}
