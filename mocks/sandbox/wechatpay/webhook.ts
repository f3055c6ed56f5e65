import { randomUUID } from 'node:crypto'
import type { JsonObject } from '../json'
import type { Desk } from './account'
import type { Order } from './order'
import { breakSeal, seal } from './seal'
import { rfc3339 } from './time'

/** A webhook before it is encrypted. */
export interface NoticeDraft {
  type: string
  order: Order
  url: string
  /** The content of the encrypted part. */
  plain: JsonObject
}

export interface Notice extends NoticeDraft {
  id: string
  body: string
  /** Each send; without a status nobody answered. */
  tries: { at: number; status: number | null }[]
  /** How often its turn came: a turn may send it twice. */
  turns: number
  state: 'waiting' | 'delivered' | 'given_up'
  dueAt: number
}

export function makeNotice(desk: Desk, draft: NoticeDraft): Notice {
  const { type, plain } = draft
  const kind = type.startsWith('REFUND') ? 'refund' : 'transaction'
  const sealed = seal(desk.account.apiV3Key, JSON.stringify(plain), kind)
  const resource = desk.faults.get().wxpay_notices === 'tag' ? breakSeal(sealed) : sealed
  const id = randomUUID()
  const now = desk.clock.now()
  const body = JSON.stringify({
    id,
    create_time: rfc3339(now),
    resource_type: 'encrypt-resource',
    event_type: type,
    summary: kind === 'refund' ? '退款通知' : '支付成功',
    resource: { original_type: kind, ...resource },
  })
  return { ...draft, id, body, tries: [], turns: 0, state: 'waiting', dueAt: now }
}
