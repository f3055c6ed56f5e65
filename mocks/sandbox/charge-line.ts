import type { GatewayName } from './gateway-switch'

/** One charge as the panel shows it. */
export interface ChargeLine {
  /** The gateway that made it. */
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
  /** The payment it belongs to. */
  payment: string
  createdAt: number
  /** The gateway's webhooks about it. */
  events: { state: 'waiting' | 'delivered' | 'given_up'; type: string; tries: number }[]
}
