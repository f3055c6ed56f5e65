import { earlyZhHant } from './early'
import type { Words } from '../zh-CN/dictionary'

// wherever this is said, whom to turn to stands below it
export const contactMerchant = '聯絡商家'

export const steps: Words['steps'] = {
  landing: earlyZhHant.entering,
  landing_failed: '身分確認未完成',
  leaving: '正在前往微信確認身分',
  loading: '正在載入訂單',
  load_failed: '訂單沒有載入',
  outside: '請在微信中開啟',
  nowhere: '找不到這個頁面',
  not_found: '找不到這筆訂單',
  amount: '付款金額',
  catalog: '選擇商品',
  ordering: '正在建立訂單',
  just_paid: '您剛剛付過一筆',
  ready: '確認付款',
  charging: earlyZhHant.charging,
  charge_refused: '暫時無法付款',
  bridging: earlyZhHant.opening,
  bridge_missing: '微信支付沒有開啟',
  sheet: earlyZhHant.inSheet,
  confirming: '正在確認付款結果',
  pending: '付款結果尚未確認',
  unpaid: '付款未完成',
  failed: '付款失敗',
  paid: '付款成功',
  closed: '訂單已關閉',
  refunded: '訂單已全額退款',
  money_back: '正在退款',
}
