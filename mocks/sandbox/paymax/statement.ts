import type { JsonObject } from '../json'
import { textField } from '../json'
import type { Desk } from './account'
import type { Charge } from './charge'
import { illegal } from './failure'

const day = 86_400_000
const beijing = 8 * 3_600_000

/** `yyyyMMddHHmmss` in Beijing, where the gateway's days begin. */
function stamp(at: number): string {
  return new Date(at + beijing).toISOString().replace(/\D/g, '').slice(0, 14)
}

const fixed = (fen: number) => (fen / 100).toFixed(2)

function readDay(request: JsonObject, now: number): string {
  const appointed = textField(request, 'appointDay')
  if (!appointed) throw illegal('appointDay 不能为空')
  if (!/^\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(appointed)) {
    throw illegal('appointDay 格式有误')
  }
  if (appointed >= stamp(now).slice(0, 8)) throw illegal('只能获取最晚至昨天的对账文件')
  if (appointed < stamp(now - 92 * day).slice(0, 8)) throw illegal('只能获取最早3个月的对账文件')
  return appointed
}

const types = ['ALL', 'SUCCESS', 'REFUND', 'WECHAT_CSB', 'ALIPAY_CSB']

function readTypes(request: JsonObject): boolean {
  const category = textField(request, 'channelCategory')
  if (!category) throw illegal('channelCategory 不能为空')
  if (!['ALIPAY', 'WECHAT', 'APPLE', 'LAKALA'].includes(category)) {
    throw illegal('channelCategory 不合法')
  }
  const type = textField(request, 'statementType')
  if (!type) throw illegal('statementType 不能为空')
  if (!types.includes(type)) throw illegal('statementType 不合法')
  return category === 'WECHAT' && type === 'WECHAT_CSB'
}

function rows(charge: Charge, appointed: string): string[] {
  const line = (at: number, fen: number, status: string) => {
    const times = [stamp(charge.createdAt).slice(0, 8), stamp(at)]
    const sums = [fixed(fen), fixed(Math.round(fen * 0.006))]
    // The merchant's own number is not shown unless support turns the column on.
    const names = ['null', charge.id, '微信公众号支付']
    return [...times, ...names, ...sums, status, charge.description ?? 'null'].join(',')
  }
  const onDay = (at: number | null): at is number => at !== null && stamp(at).startsWith(appointed)
  const paid = onDay(charge.paidAt) ? [line(charge.paidAt, charge.amount, '交易成功')] : []
  const refunds = charge.refunds.flatMap((refund) =>
    onDay(refund.succeededAt) ? [line(refund.succeededAt, refund.amount, '退款成功')] : [],
  )
  return [...paid, ...refunds]
}

const head =
  '订单时间,支付时间,商户订单号, Paymax 订单号,支付方式,交易总价,手续费,订单状态,订单描述'

export function statement(desk: Desk, request: JsonObject): string {
  const covered = readTypes(request)
  const appointed = readDay(request, desk.clock.now())
  const charges = [...desk.charges.values()].filter(
    (charge) => covered && ['wechat_wap', 'wechat_csb'].includes(charge.channel),
  )
  const lines = charges.flatMap((charge) => rows(charge, appointed))
  const sum = (status: string) =>
    lines
      .filter((line) => line.includes(`,${status},`))
      .reduce((total, line) => total + Math.round(Number(line.split(',')[5]) * 100), 0)
  const count = lines.filter((line) => line.includes(',交易成功,')).length
  return [
    head,
    ...lines,
    '总交易单数,总交易金额（元）,总退款金额（元）',
    `${count},${fixed(sum('交易成功'))},${fixed(sum('退款成功'))}`,
  ].join('\n')
}
