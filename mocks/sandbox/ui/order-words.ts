import { text } from '../text'
import type { Text } from '../text'
import { say } from './text'

const statuses: Readonly<Record<string, Text>> = {
  unpaid: text('待支付', '待付款', 'unpaid'),
  processing: text('支付中', '付款中', 'being paid'),
  paid: text('已支付', '已付款', 'paid'),
  closed: text('已关闭', '已關閉', 'closed'),
  refunded: text('已退款', '已退款', 'refunded'),
}

const types: Readonly<Record<string, Text>> = {
  'order.paid': text('订单已支付', '訂單已付款', 'an order is paid'),
  'order.closed': text('订单已关闭', '訂單已關閉', 'an order is closed'),
  'order.refunded': text('订单已全部退款', '訂單已全部退款', 'all of an order has gone back'),
  'refund.succeeded': text('一笔退款成功', '一筆退款成功', 'a refund succeeded'),
  'refund.failed': text('一笔退款失败', '一筆退款失敗', 'a refund failed'),
  'order.incident': text('订单要人看一看', '訂單要人看一看', 'a person should look at an order'),
}

const worded = (words: Readonly<Record<string, Text>>, name: string) => {
  const found = words[name]
  return found ? say(found) : name
}

export const statusWord = (status: string) => worded(statuses, status)
export const typeWord = (type: string) => worded(types, type)
