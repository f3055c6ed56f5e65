/** A shop in front of the sandbox's WeChat Pay, with a clock that the test moves. */
import type { SandboxOptions } from '../../../mocks/sandbox/options'
import { startSandbox } from '../../../mocks/sandbox/sandbox'
import type { Sandbox } from '../../../mocks/sandbox/sandbox'
import { lineTo } from './line'
import type { Bend, Heard } from './line'
import { aNumber, aRefund, anOrder } from './orders'
import type { HeardNotice } from './plugin-client'

type Json = Record<string, unknown>

const orders = '/v3/pay/transactions/out-trade-no/'
const refunds = '/v3/refund/domestic/refunds'

export async function openShop(options: SandboxOptions = {}) {
  // Wednesday, noon in Beijing.
  let now = Date.parse('2026-11-25T12:00:00+08:00')
  const heard: HeardNotice[] = []
  const shop = { acknowledgement: 204 }
  const sandbox: Sandbox = await startSandbox({
    webhookSpeed: 0,
    now: () => now,
    noticeUrl: (body, headers) => {
      heard.push({ body, headers })
      return Promise.resolve({ status: shop.acknowledgement, body: '' })
    },
    ...options,
  })
  const { wechatpay, faults } = sandbox
  const { mchid } = wechatpay.account
  const ask = lineTo(wechatpay, () => now)

  const create = (order: Json | string, bend?: Bend) =>
    ask({ method: 'POST', path: '/v3/pay/transactions/jsapi', body: order }, bend)
  const query = (number: string, bend?: Bend) =>
    ask({ method: 'GET', path: `${orders}${number}?mchid=${mchid}` }, bend)

  /** @returns its number, and the very bytes that made it */
  async function anOpenOrder(changes: Json = {}) {
    const number = aNumber()
    const bytes = JSON.stringify(anOrder(sandbox, { out_trade_no: number, ...changes }))
    const { body } = await create(bytes)
    return { number, bytes, prepayId: String(body['prepay_id']) }
  }

  return Object.assign(shop, {
    ...{ sandbox, wechatpay, faults, mchid, heard, ask, create, query, anOpenOrder },
    /** In ms. */
    wait: (time: number) => void (now += time),
    now: () => now,
    order: (changes: Json = {}) => anOrder(sandbox, changes),
    close: (number: string, body: Json = { mchid }, bend?: Bend) =>
      ask({ method: 'POST', path: `${orders}${number}/close`, body }, bend),
    refund: (body: Json) => ask({ method: 'POST', path: refunds, body }),
    queryRefund: (number: string) =>
      ask({ method: 'GET', path: `${refunds}/${encodeURIComponent(number)}` }),
    stateOf: async (number: string) => (await query(number)).body['trade_state'],
    async aPaidOrder(changes: Json = {}) {
      const { number } = await anOpenOrder(changes)
      wechatpay.pay(number)
      return number
    },
    aRefund: (number: string, amount: number, changes: Json = {}) =>
      aRefund(number, amount, changes),
    leave: () => sandbox.close(),
  })
}

export type Shop = Awaited<ReturnType<typeof openShop>>

export const seconds = 1000
export const minutes = 60 * seconds
export const hours = 60 * minutes
export const days = 24 * hours

/** What was refused, as `status code`. */
export const refusal = ({ status, body }: Heard): string => `${status} ${String(body['code'])}`
