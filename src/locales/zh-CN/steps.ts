import { earlyZhCN } from './early'
import type { Step } from '@/payment/states'

// wherever this is said, whom to turn to stands below it
export const contactMerchant = '联系商家'

export const steps = {
  landing: earlyZhCN.entering,
  landing_failed: '身份确认未完成',
  leaving: '正在前往微信确认身份',
  loading: '正在加载订单',
  load_failed: '订单没有加载出来',
  outside: '请在微信中打开',
  nowhere: '页面不存在',
  not_found: '没有找到这个订单',
  amount: '付款金额',
  catalog: '选择商品',
  ordering: '正在创建订单',
  just_paid: '您刚刚付过一笔',
  ready: '确认付款',
  charging: earlyZhCN.charging,
  charge_refused: '暂时无法支付',
  bridging: earlyZhCN.opening,
  bridge_missing: '微信支付没有打开',
  sheet: earlyZhCN.inSheet,
  confirming: '支付结果确认中',
  pending: '支付结果确认中',
  unpaid: '支付未完成',
  failed: '支付失败',
  paid: '支付成功',
  closed: '订单已关闭',
  refunded: '订单已全额退款',
  money_back: '正在退款',
} satisfies Record<Step, string>
