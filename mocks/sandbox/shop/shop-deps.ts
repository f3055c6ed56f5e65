import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Faults } from '../faults'
import type { Arrivals } from './received-notifications'
import type { Merchant } from './merchant'
import type { BookWatch } from './poll-orders'

/** What the shop's site needs. */
export interface ShopDesk {
  merchantName: string
  arrivals: Arrivals
  faults: Faults
  /** Null without a merchant's key: then the shop receives notifications but cannot query. */
  merchant: Merchant | null
  books: BookWatch | null
  receive: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}
