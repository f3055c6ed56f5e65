import type { Clock } from '../clock'
import type { Faults } from '../faults'
import type { Messages } from '../messages'
import { randomHex } from '../random'
import { createArrivals } from './received-notifications'
import type { Merchant } from './merchant'
import { createReceiver } from './receive'
import { createShopBook } from './shop-orders'
import type { ShopDesk } from './shop-deps'
import { watchBooks } from './poll-orders'

export interface ShopParts {
  merchantName: string
  /** `whsec_…`, any of which may have signed. */
  secrets: readonly string[]
  clock: Clock
  faults: Faults
  messages: Messages
  merchant: Merchant | null
}

/** The shop whose orders are paid: it receives notifications, and can query orders if it has a key. */
export function openShop(parts: ShopParts): ShopDesk {
  const { merchantName, clock, faults, merchant } = parts
  const arrivals = createArrivals(randomHex(8))
  const book = createShopBook()
  return {
    merchantName,
    arrivals,
    faults,
    merchant,
    books: merchant && watchBooks(merchant, book, clock),
    receive: createReceiver({ ...parts, arrivals, book }),
  }
}
