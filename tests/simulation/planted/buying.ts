/** Mistakes by which a payer buys a thing twice. */
import type { SlotOpening } from '../../../server/payments/core/order-repository'
import type { OrderRecord } from '../../../server/payments/core/records'
import { isPayable } from '../repository/slots'
import type { Backend } from '../world/backend'
import { changingRepository } from './change'
import type { Planted } from './planted'

const twice = [
  'a payer has one unfinished order for a thing',
  'nobody pays twice for a thing without saying so',
]

/** The order that holds this slot, where it can be paid. */
function holder(backend: Backend, { order, slot, now }: SlotOpening): OrderRecord | null {
  const { book } = backend.surroundings.world
  const held = book.slots.get(`${order.openid} ${slot}`)
  const found = held && book.orders.get(held.orderId)?.record
  return found && isPayable(found, now) ? found : null
}

export const buyingFaults: readonly Planted[] = [
  {
    name: 'an unfinished order is looked up before another is made, and not in one commit',
    shownBy: twice,
    deps: changingRepository((real, { deps, backend, met }) => ({
      async openInSlot(opening) {
        if (holder(backend, opening)) return real.openInSlot(opening)
        await deps.clock.sleep(20)
        if (!holder(backend, opening)) return real.openInSlot(opening)
        met()
        return real.openInSlot({ ...opening, slot: `${opening.slot} ${opening.claim.key}` })
      },
    })),
  },
  {
    name: 'a slot is of one window and not of the payer',
    shownBy: twice,
    deps: changingRepository((real, { backend, met }) => ({
      openInSlot(opening) {
        const { order, slot } = opening
        const others = [...backend.surroundings.world.book.slots.keys()]
        if (others.some((name) => name.startsWith(`${order.openid} ${slot} `))) met()
        return real.openInSlot({ ...opening, slot: `${opening.slot} ${opening.claim.key}` })
      },
    })),
  },
  {
    name: 'what was just paid is sold again without a question',
    shownBy: ['what was just paid is asked about before it is sold again', twice[1] ?? ''],
    deps: changingRepository((real, { met }) => ({
      async openInSlot(opening) {
        const asked = await real.openInSlot(opening)
        if (asked.outcome !== 'just_paid') return asked
        met()
        return real.openInSlot({ ...opening, paidSince: null })
      },
    })),
  },
  {
    name: 'a typed amount holds its slot for ever',
    shownBy: ['an amount that is typed again much later is another purchase'],
    deps: changingRepository((real, { backend, met }) => ({
      openInSlot(opening) {
        if (opening.heldSince !== null && holder(backend, opening)) met()
        return real.openInSlot({ ...opening, heldSince: null })
      },
    })),
  },
]
