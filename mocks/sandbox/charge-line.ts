import type { GatewayName } from './gateway-switch'

/** One charge as the panel shows it. */
export interface ChargeLine {
  /** Where it was made. */
  gateway: GatewayName
  id: string
  orderNo: string
  /** In fen, like `refunded`. */
  amount: number
  subject: string
  status: 'PROCESSING' | 'SUCCEED' | 'FAILED'
  failure: string | null
  refunded: number
  refunding: boolean
  /** Which payment it is a charge of. */
  payment: string
  createdAt: number
  /** What the gateway told of it on its own. */
  events: { state: 'waiting' | 'delivered' | 'given_up'; type: string; tries: number }[]
}
