import { randomUUID } from 'node:crypto'
import type { Charge } from '../../server/contract/charges'
import type { Order } from '../../server/contract/orders'
import type { Payment } from '../../server/contract/payment'
import type { Handed } from './book'
import { Abandoned, codeOf } from './client'
import type { Dice } from './dice'
import { createPhone, type Phone } from './phone'
import { payInSheet } from './theirs'
import type { World } from './world'

/** What somebody does once they hold a credential. */
type Mood = 'pays' | 'pays and leaves' | 'refused by the sheet' | 'taps twice' | 'late' | 'leaves'

const moods: readonly (readonly [number, Mood])[] = [
  [56, 'pays'],
  [12, 'pays and leaves'],
  [10, 'refused by the sheet'],
  [8, 'taps twice'],
  [8, 'late'],
  [6, 'leaves'],
]

/** One payer after the other on one phone, until everybody goes home. */
export async function beAPayer(world: World, dice: Dice): Promise<void> {
  try {
    for (;;) await payOnce(world, dice)
  } catch (error) {
    if (!(error instanceof Abandoned)) throw error
  }
}

async function payOnce(world: World, dice: Dice): Promise<void> {
  const { client, book } = world
  const phone = createPhone(world, dice.one(world.people))
  const orderId = await openOrder(world, phone, dice)
  await client.wait(dice.between(0, 400))
  const first = await tap(world, phone, orderId, false)
  if (!first) return
  const mine: (Handed | null)[] = [first]
  const mood = dice.weighted(moods)
  book.note(orderId, `${phone.person.id} ${mood}`)
  if (mood === 'leaves') return
  if (mood === 'refused by the sheet') mine.push(await tap(world, phone, orderId, true))
  if (mood === 'taps twice') {
    const both = [tap(world, phone, orderId, false), tap(world, phone, orderId, false)]
    mine.push(...(await Promise.all(both)))
  }
  await client.wait(mood === 'late' ? dice.between(2_000, 8_000) : dice.between(0, 600))
  // The sheet that is on top first; then whatever else they still hold.
  for (const credential of mine.reverse()) if (credential) pay(world, phone, credential)
  if (mood === 'pays and leaves') return
  await confirm(world, phone, orderId, dice)
}

async function openOrder(world: World, phone: Phone, dice: Dice): Promise<string> {
  const link = dice.chance(0.75) && world.links.length > 0 ? dice.one(world.links) : null
  if (link !== null) {
    await phone.signIn(`checkout?order=${link}`)
    return link
  }
  await phone.signIn('checkout')
  const amount = dice.between(1, 9_999)
  const wish = { amount, remark: 'campaign', again: true }
  for (;;) {
    const heard = await phone.post<Order>('api/orders', wish, { 'idempotency-key': randomUUID() })
    if (heard.status === 201) {
      world.book.placed(heard)
      return heard.body.orderId
    }
    await world.client.wait(300)
  }
}

/** One tap on the button, and the page's own patience behind it. */
async function tap(
  world: World,
  phone: Phone,
  orderId: string,
  renew: boolean,
): Promise<Handed | null> {
  const { client, book } = world
  for (let tries = 0; tries < 8; tries += 1) {
    const heard = await phone.post<Charge>(`api/orders/${orderId}/charges`, renew ? { renew } : {})
    if (heard.status < 300) return book.charged(orderId, heard)
    const code = codeOf(heard)
    book.note(orderId, `${phone.person.id} asked for a charge: ${heard.status} ${code}`)
    if (code === 'order_paid') book.statusTold(orderId, 'paid', heard)
    if (code === 'order_paid' || code === 'order_closed') return null
    if (code === 'login_required') await phone.signIn(`checkout?order=${orderId}`)
    await client.wait(Math.min(1_500, 1_000 * Number(heard.headers.get('retry-after') ?? 0.3)))
  }
  return null
}

function pay({ sandbox, book }: World, { person }: Phone, credential: Handed): void {
  const { orderId, chargeId, prepayId } = credential
  const outcome = payInSheet(sandbox, prepayId, person.openid)
  book.note(orderId, `${person.id} pays ${chargeId} in the sheet: ${outcome}`)
  if (outcome === 'ok') book.payments.push({ orderId, chargeId, at: Date.now() })
}

async function confirm(world: World, phone: Phone, orderId: string, dice: Dice): Promise<void> {
  for (let polls = 0; polls < 4; polls += 1) {
    const wait = dice.between(2, 5)
    const heard = await phone.get<Payment>(`api/orders/${orderId}/payment?wait=${wait}`)
    if (heard.status !== 200) return
    world.book.statusTold(orderId, heard.body.status, heard)
    if (['paid', 'refunded', 'closed'].includes(heard.body.status)) return
  }
}
