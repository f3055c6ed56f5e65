import type { EarlyWords } from '../zh-CN/early-words'

export const earlyZhHant = {
  payTo: (merchant) => `付款給 ${merchant}`,
  payUntil: (time) => `請在 ${time} 前完成付款`,
  timeLeft: (clock) => `付款剩餘時間 ${clock}`,
  goods: '商品',
  details: '說明',
  orderNo: '訂單編號',
  entering: '正在進入結帳頁面',
  pay: '立即付款',
  charging: '正在發起付款…',
  check: '查詢付款結果',
  opening: '正在開啟微信支付…',
  inSheet: '請在微信支付裡完成付款',
  inSheetHint:
    '付款後請點微信頁面上的「完成」。如果沒有自動返回，請點下方的按鈕查詢，不要重複付款。',
  sheetUntapped: '沒有看到微信支付的視窗？還沒有付款的話，可以點下方的按鈕開啟。',
  secure: '由微信支付提供服務',
} satisfies EarlyWords
