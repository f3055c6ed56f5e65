import type { JsonObject } from '../json'
import { isObject, textField } from '../json'
import { randomHex } from '../random'
import type { Desk } from './account'
import type { Charge, Refund } from './charge'
import { Refusal, failureOf, illegal } from './failure'
import { readYuan } from './money'

function promised(charge: Charge): number {
  return charge.refunds
    .filter((refund) => refund.status !== 'FAILED')
    .reduce((sum, refund) => sum + refund.amount, 0)
}

function readRefundAmount(request: JsonObject, remaining: number): number {
  const given = request['amount']
  if (given === undefined || given === null) return remaining
  const amount = readYuan(given)
  if (!amount) throw illegal('amount 参数格式不正确,请使用大于0的数字！')
  return amount
}

export function createRefund(desk: Desk, charge: Charge, request: JsonObject): Refund {
  const description = textField(request, 'description')
  if (!description.trim()) throw illegal('description 不能为空')
  if (description.length > 300) throw illegal('description 参数格式不正确,长度超长')
  if (charge.status !== 'SUCCEED') throw new Refusal('CHANNEL_REFUND_FAILED', '原交易未支付成功')
  if (charge.refunds.some((refund) => refund.status === 'PROCESSING')) {
    throw new Refusal('MULTI_REFUND_RECORDS')
  }
  const remaining = charge.amount - promised(charge)
  const amount = readRefundAmount(request, remaining)
  if (amount === 0 || amount > remaining) {
    throw new Refusal('CHANNEL_REFUND_FAILED', '退款金额超过可退金额')
  }
  const metadata = request['metadata']
  const refund: Refund = {
    id: `re_${randomHex(24)}`,
    orderNo: randomHex(32),
    chargeId: charge.id,
    amount,
    description,
    extra: {},
    metadata: isObject(metadata) ? metadata : {},
    transactionNo: null,
    createdAt: desk.clock.now(),
    succeededAt: null,
    status: 'PROCESSING',
    failure: null,
  }
  charge.refunds.push(refund)
  return refund
}

export function findRefund(charge: Charge, id: string): Refund {
  const refund = charge.refunds.find((candidate) => candidate.id === id)
  if (!refund) throw new Refusal('ORDER_NO_NOT_EXIST')
  return refund
}

export function finishRefund(desk: Desk, refund: Refund): void {
  if (desk.faults.get().refund_fails) {
    refund.status = 'FAILED'
    refund.failure = failureOf('CHANNEL_REFUND_FAILED')
    return
  }
  refund.status = 'SUCCEED'
  refund.succeededAt = desk.clock.now()
  refund.transactionNo = `5030${String(refund.succeededAt)}${randomHex(11).replace(/[a-f]/g, '3')}`
}
