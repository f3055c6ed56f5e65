import type { JsonObject } from '../json'
import type { Desk } from './account'
import { createBillFiles } from './bill-files'
import { Refusal, wrongField } from './failure'
import { closeOrder, createOrder, findOrder } from './order'
import type { Order } from './order'
import { orderOnWire } from './order-on-wire'
import { onlyKeys, readBodyOf } from './read-body'
import { readCreate } from './read-create'
import { createRefund } from './refund'
import type { Refund } from './refund'
import { refundOnWire } from './refund-on-wire'
import { seal } from './seal'
import { rfc3339 } from './time'

export interface Answer {
  status: number
  body: Buffer
  /** A downloaded bill is not. */
  signed: boolean
  /** Whether something was done, so that its answer may be lost. */
  did: boolean
  /** Where the key is not the requested one. */
  byCertificate?: boolean
}

export interface Happenings {
  changed: () => void
  refunding: (refund: Refund) => void
}

export type Operations = (method: string, url: URL, body: Buffer, host: string) => Answer

const answer = (value: JsonObject, did = false): Answer => ({
  status: 200,
  body: Buffer.from(JSON.stringify(value)),
  signed: true,
  did,
})

const file = (body: Buffer): Answer => ({ status: 200, body, signed: false, did: false })

function checkMchid(desk: Desk, given: unknown, location: string): void {
  if (given !== desk.account.mchid) throw wrongField('/mchid', '不能为空或与签名不一致', location)
}

function lagging(desk: Desk, order: Order): JsonObject {
  const lag = desk.faults.get().wxpay_lag * 1000
  const isLate = order.paidAt !== null && desk.clock.now() - order.paidAt < lag
  return orderOnWire(desk.account, isLate ? { ...order, state: 'NOTPAY', paidAt: null } : order)
}

function certificates({ account }: Desk): Answer {
  const { certificate, apiV3Key } = account
  if (!certificate) throw new Refusal('RESOURCE_NOT_EXISTS', '无可用的平台证书')
  const { serial, pem, effectiveAt, expiresAt } = certificate
  const listed = {
    serial_no: serial,
    effective_time: rfc3339(effectiveAt),
    expire_time: rfc3339(expiresAt),
    encrypt_certificate: { ...seal(apiV3Key, pem, 'certificate') },
  }
  return { ...answer({ data: [listed] }), byCertificate: true }
}

function echo(body: Buffer): Answer {
  const asked = readBodyOf(body)
  onlyKeys(asked, ['echo_message'])
  return answer({ echo_message: asked['echo_message'] ?? '' })
}

export function createOperations(desk: Desk, happened: Happenings): Operations {
  const bills = createBillFiles(desk)

  function create(body: Buffer): Answer {
    const made = createOrder(desk, readCreate(body, desk.account, desk.clock.now()))
    happened.changed()
    return answer({ prepay_id: made.prepayId }, true)
  }

  function close(number: string, body: Buffer): Answer {
    const asked = readBodyOf(body)
    onlyKeys(asked, ['mchid'])
    checkMchid(desk, asked['mchid'], 'body')
    closeOrder(desk, number)
    happened.changed()
    return { status: 204, body: Buffer.alloc(0), signed: true, did: true }
  }

  function refund(body: Buffer): Answer {
    const made = createRefund(desk, body)
    if (made.isNew) happened.refunding(made.refund)
    return answer(refundOnWire(made.refund), true)
  }

  function query(url: URL, find: () => Order): Answer {
    checkMchid(desk, url.searchParams.get('mchid'), 'query')
    return answer(lagging(desk, find()))
  }

  function byTransaction(id: string): Order {
    const order = [...desk.orders.values()].find(({ transactionId }) => transactionId === id)
    if (!order) throw new Refusal('ORDER_NOT_EXIST')
    return order
  }

  function queryRefund(number: string): Answer {
    const found = desk.refunds.get(number)
    if (!found) throw new Refusal('RESOURCE_NOT_EXISTS', '退款单不存在')
    return answer(refundOnWire(found))
  }

  return (method, url, body, host) => {
    const path = decodeURIComponent(url.pathname)
    const call = `${method} ${path}`
    const under = (pattern: RegExp) => pattern.exec(call)?.[1] ?? ''
    if (call === 'POST /v3/pay/transactions/jsapi') return create(body)
    if (call === 'POST /v3/refund/domestic/refunds') return refund(body)
    if (call === 'GET /v3/certificates') return certificates(desk)
    if (call === 'GET /v3/bill/tradebill') return answer(bills.offer(url.searchParams, host))
    if (call === 'GET /v3/billdownload/file') return file(bills.download(url.searchParams))
    if (call === 'POST /v3/security/echo') return echo(body)
    const closing = under(/^POST \/v3\/pay\/transactions\/out-trade-no\/([^/]+)\/close$/)
    if (closing) return close(closing, body)
    const number = under(/^GET \/v3\/pay\/transactions\/out-trade-no\/([^/]+)$/)
    if (number) return query(url, () => findOrder(desk, number))
    const id = under(/^GET \/v3\/pay\/transactions\/id\/([^/]+)$/)
    if (id) return query(url, () => byTransaction(id))
    const refundNumber = under(/^GET \/v3\/refund\/domestic\/refunds\/([^/]+)$/)
    if (refundNumber) return queryRefund(refundNumber)
    throw new Refusal('RESOURCE_NOT_EXISTS', '接口不存在')
  }
}
