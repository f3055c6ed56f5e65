import { randomHex } from '../random'
import { isOpenid } from './account'
import type { Desk } from './account'
import type { Charge } from './charge'
import { credentialFor } from './credential'
import { Refusal, failureOf } from './failure'
import type { CreateRequest } from './read-create'

export function createCharge(desk: Desk, request: CreateRequest): Charge {
  const { account, clock, charges } = desk
  if (request.app !== account.app) throw new Refusal('APP_NOT_EXISTED')
  for (const charge of charges.values()) {
    if (charge.orderNo === request.orderNo) throw new Refusal('ORDER_NO_DUPLICATE')
  }
  if (request.channel === 'wechat_wap' && !isOpenid(account, request.extra['open_id'])) {
    throw new Refusal('CHANNEL_CHARGE_FAILED', '无效的openid')
  }
  const now = clock.now()
  const failing = desk.faults.get().charge_fails
  const prepayId = `wx${String(now)}${randomHex(18)}`
  const charge: Charge = {
    ...request,
    id: `ch_${randomHex(24)}`,
    createdAt: now,
    paidAt: null,
    paidBy: null,
    status: failing ? 'FAILED' : 'PROCESSING',
    failure: failing ? failureOf(failing) : null,
    transactionNo: null,
    prepayId,
    credential: failing ? {} : credentialFor(request.channel, prepayId, account.wechat, now),
    refunds: [],
  }
  charges.set(charge.id, charge)
  return charge
}

/** Every read of a charge goes through here, because time alone ends it. */
export function findCharge(desk: Desk, id: string): Charge {
  const charge = desk.charges.get(id)
  if (!charge) throw new Refusal('ORDER_NO_NOT_EXIST')
  expireIfDue(desk, charge)
  return charge
}

export function expireIfDue(desk: Desk, charge: Charge): void {
  if (charge.status !== 'PROCESSING' || desk.clock.now() < charge.expiresAt) return
  charge.status = 'FAILED'
  charge.failure = failureOf('CHANNEL_CHARGE_FAILED', '订单已过期')
}

/** WeChat refuses to close an order this young. */
const tooYoungToClose = 300_000

export function closeCharge(desk: Desk, charge: Charge): void {
  if (charge.status !== 'PROCESSING') throw new Refusal('TRADE_HAS_FINAL_STATUS')
  const age = desk.clock.now() - charge.createdAt
  if (desk.faults.get().close_refused && age < tooYoungToClose) {
    throw new Refusal('CHANNEL_CHARGE_CLOSE_FAILED')
  }
  charge.status = 'FAILED'
  charge.failure = failureOf('CHANNEL_CHARGE_FAILED', '订单已关闭')
}

export type PayOutcome =
  'ok' | 'unknown_prepay' | 'wrong_payer' | 'expired' | 'closed' | 'already_paid'

/** Why this person cannot pay the charge now; `ok` where nothing prevents it. */
export function canPay(desk: Desk, charge: Charge, openid: string): PayOutcome {
  expireIfDue(desk, charge)
  if (charge.status === 'SUCCEED') return 'already_paid'
  if (charge.status === 'FAILED') {
    return desk.clock.now() >= charge.expiresAt ? 'expired' : 'closed'
  }
  const bound = charge.extra['open_id']
  return typeof bound === 'string' && bound !== openid ? 'wrong_payer' : 'ok'
}

export function markPaid(desk: Desk, charge: Charge, openid: string | null): void {
  charge.status = 'SUCCEED'
  charge.failure = null
  charge.paidAt = desk.clock.now()
  charge.paidBy = openid
  charge.transactionNo = `4200${String(charge.paidAt)}${randomHex(11).replace(/[a-f]/g, '7')}`
}
