import type { JsonObject } from '../json'
import { parseObject } from '../json'
import type { Desk } from './account'
import { chargeOnWire, refundOnWire } from './charge'
import type { Charge, Refund } from './charge'
import { closeCharge, createCharge, findCharge } from './charges'
import { Refusal, illegal } from './failure'
import { rewriteSums } from './money'
import { readCreate } from './read-create'
import { createRefund, findRefund } from './refunds'
import { statement } from './statement'

export interface Answer {
  body: string
  signed: boolean
  headers: Record<string, string>
  /** It was done, but the connection breaks before the answer is sent. */
  lost: boolean
}

export type Operations = (method: string, path: string, body: Buffer) => Answer

export interface Happenings {
  created: (charge: Charge) => void
  refunding: (refund: Refund) => void
}

const signed = (value: JsonObject, lost = false): Answer => ({
  body: JSON.stringify(value),
  signed: true,
  headers: {},
  lost,
})

function readJson(body: Buffer): JsonObject {
  const value = parseObject(body.toString())
  if (!value) throw illegal('请求数据不是 JSON')
  return value
}

function withLag(desk: Desk, charge: Charge): JsonObject {
  const lag = desk.faults.get().status_lag * 1000
  const wire = chargeOnWire(charge)
  if (charge.paidAt === null || desk.clock.now() - charge.paidAt >= lag) return wire
  return { ...wire, status: 'PROCESSING', time_paid: null, transaction_no: null }
}

function close(desk: Desk, charge: Charge): Answer {
  try {
    closeCharge(desk, charge)
    return signed({ status: 'SUCCEED', failure_code: null, failure_msg: null })
  } catch (error) {
    // What the channel refused is a regular answer; what Paymax refuses is a failure.
    if (!(error instanceof Refusal) || error.failure.code !== 'CHANNEL_CHARGE_CLOSE_FAILED') {
      throw error
    }
    const { code, message } = error.failure
    return signed({ status: 'FAILED', failure_code: code, failure_msg: message })
  }
}

export function createOperations(desk: Desk, happened: Happenings): Operations {
  const told = (value: JsonObject, lost = false) =>
    signed(rewriteSums(value, desk.faults.get().sums), lost)

  return (method, path, body) => {
    const [version, collection, id, part, refundId, rest] = path.split('/').slice(1)
    if (method === 'POST' && path === '/v2/statement/download') {
      const text = statement(desk, readJson(body))
      const headers = { 'Content-Type': 'text/plain;charset=utf-8' }
      return { body: text, signed: false, headers, lost: false }
    }
    if (version !== 'v1' || collection !== 'charges' || rest !== undefined) {
      throw illegal('没有这个接口')
    }
    if (method === 'POST' && id === undefined) {
      const charge = createCharge(desk, readCreate(readJson(body), desk.clock.now()))
      happened.created(charge)
      return told(chargeOnWire(charge), desk.faults.get().answer_lost)
    }
    if (!id) throw illegal('订单号不能为空！')
    const { denies } = desk.faults.get()
    const ofRefund = part === 'refunds' && refundId !== undefined
    if (denies === 'charge' || (denies === 'refund' && ofRefund)) {
      throw new Refusal('ORDER_NO_NOT_EXIST')
    }
    const charge = findCharge(desk, id)
    if (method === 'GET' && part === undefined) return told(withLag(desk, charge))
    if (method === 'GET' && part === 'close' && refundId === undefined) return close(desk, charge)
    if (part !== 'refunds') throw illegal('没有这个接口')
    if (method === 'POST' && refundId === undefined) {
      const refund = createRefund(desk, charge, readJson(body))
      happened.refunding(refund)
      return told(refundOnWire(refund), desk.faults.get().refund_answer_lost)
    }
    if (method === 'GET' && refundId) return told(refundOnWire(findRefund(charge, refundId)))
    throw illegal('没有这个接口')
  }
}
