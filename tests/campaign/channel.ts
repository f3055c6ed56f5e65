import { Abandoned } from './client'
import type { Dice } from './dice'
import { payWhatever, theirCharges } from './theirs'
import type { World } from './world'

/**
 * What WeChat does beside taking payments: declines some, and now and then calls a charge paid that had
 * been closed, or whose credential nobody ever got. That is money which an order may not take.
 */
export async function beTheChannel(world: World, dice: Dice): Promise<void> {
  try {
    for (;;) {
      await world.client.wait(dice.between(300, 1_500))
      if (dice.chance(0.5)) decline(world, dice)
      else payLate(world, dice)
    }
  } catch (error) {
    if (!(error instanceof Abandoned)) throw error
  }
}

function decline({ sandbox, book }: World, dice: Dice): void {
  const held = book.handed.slice(-10).flatMap(({ orderId, chargeId }) => {
    const charge = sandbox.paymax.chargeByNumber(chargeId)
    return charge?.status === 'PROCESSING' ? [{ orderId, charge }] : []
  })
  if (held.length === 0 || !dice.chance(0.2)) return
  const { orderId, charge } = dice.one(held)
  sandbox.paymax.fail(charge.id, 'AMOUNT_NOT_ENOUGH')
  book.declined.set(charge.id, Date.now())
  book.note(orderId, `the channel declined ${charge.orderNo}`)
}

function payLate({ sandbox, book, post }: World, dice: Dice): void {
  const held = new Set(book.handed.map(({ chargeId }) => chargeId))
  const now = Date.now()
  const candidates = theirCharges(sandbox)
    .sort((a, b) => a.createdAt - b.createdAt)
    .slice(-40)
    .filter(({ status, createdAt, orderNo }) => {
      const closed = status === 'FAILED'
      // Long enough ago that its credential is not on its way any more.
      const unheld = status === 'PROCESSING' && !held.has(orderNo) && now - createdAt > 25_000
      return closed || unheld
    })
  if (candidates.length === 0) return
  const charge = dice.one(candidates)
  // Where the create answer was lost, no query can ask Paymax about it: its webhook has to come.
  if (!held.has(charge.orderNo)) post.mustArrive(charge.id)
  book.lateSuccesses.add(charge.id)
  payWhatever(sandbox, charge)
}
