import type { Generated } from 'kysely'
import type { ChargeStatus } from '../../contract/charges'
import type { FailureReason } from '../../contract/failures'
import type { IncidentKind } from '../../contract/merchant-orders'
import type { DecidedBy } from '../../payments/core/decision'
import type { OrderState, GatewayName } from '../../payments/core/records'
import type { RefundState } from '../../payments/core/transitions'

export interface OrdersTable {
  order_id: string
  order_no: string
  source: 'merchant' | 'item' | 'amount'
  item: string | null
  openid: string | null
  amount: number
  subject: string
  body: string
  state: OrderState
  closed_by: 'expiry' | 'merchant' | null
  expires_at: number
  paid_at: number | null
  paid_charge_id: string | null
  last_charge_id: string | null
  auto_pay: number
  return_url: string | null
  notify_url: string | null
  metadata: string
  amendments: number
  content_hash: string
  created_at: number
  /** How many notifications its shop was sent; the sequence of the last one. */
  notified: Generated<number>
  /** What the merchant's keys did to it: see `rows/acts.ts`. */
  acts: Generated<string>
  unknown_payment: Generated<string | null>
  /** When everything of its payers was erased. */
  forgotten_at: Generated<number | null>
}

export interface ChargesTable {
  charge_id: string
  order_id: string
  openid: string
  amount: number
  status: ChargeStatus
  gateway_id: string | null
  livemode: number | null
  js_api_params: string | null
  /** The very text; null where it may not be sent again, and once nobody will. */
  create_request: string | null
  created_at: number
  expires_at: number
  checked_at: number | null
  /** Nobody asks the gateway again before this. */
  next_turn_at: number
  /** The worker looks at it from this on; null once it can no longer change. */
  next_check_at: number | null
  paid_at: number | null
  transaction_no: string | null
  failure_reason: FailureReason | null
  failure_code: string | null
  failure_message: string | null
  final_since: number | null
  refunded: number
  refund_under_way: string | null
  gateway: GatewayName
  account: string | null
  app_id: string | null
  grace_from: number | null
  denials: number
  denied_since: number | null
  /** Null where nothing has moved it since it was begun, and in rows of before. */
  decided_by: DecidedBy | null
  decided_sha256: string | null
  decided_at: number | null
}

export interface RefundsTable {
  refund_id: string
  charge_id: string
  order_id: string
  amount: number
  status: RefundState
  reason: string | null
  automatic: number
  attempt: number
  gateway_id: string | null
  created_at: number
  sent_at: number | null
  unlisted_before: number | null
  looks: number
  /** The worker takes its next step from this on; null once it has ended. */
  next_try_at: number | null
  succeeded_at: number | null
  failure_reason: FailureReason | null
  failure_code: string | null
  failure_message: string | null
  denials: number
  denied_since: number | null
  /** The name of the merchant's key; null for an automatic one and those of before. */
  asked_by: string | null
}

export interface IncidentsTable {
  incident_key: string
  order_id: string | null
  charge_id: string | null
  kind: IncidentKind
  at: number
  detail: string
  /** The order that an unrecorded payment names, here or not. */
  order_no: Generated<string | null>
}
