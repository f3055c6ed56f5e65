import type { EarlyWords } from './early-words'

export const earlyZhCN = {
  payTo: (merchant) => `付款给 ${merchant}`,
  payUntil: (time) => `请在 ${time} 前完成付款`,
  timeLeft: (clock) => `付款剩余时间 ${clock}`,
  goods: '商品',
  details: '说明',
  orderNo: '订单号',
  entering: '正在进入收银台',
  pay: '立即支付',
  charging: '正在发起支付…',
  check: '查询支付结果',
  opening: '正在打开微信支付…',
  inSheet: '请在微信支付里完成付款',
  inSheetHint: '付款后请点微信页面上的“完成”。如果没有自动返回，请点下面的按钮查询，不要重复付款。',
  sheetUntapped: '没有看到微信支付的窗口？还没有付款的话，可以点下面的按钮打开。',
  secure: '由微信支付提供服务',
} satisfies EarlyWords
