import { contactMerchant, steps } from './steps'
import type { Words } from '../zh-CN/dictionary'

const noMoney = '這個步驟不會扣款。'
const notStarted = '沒有發起付款，不會扣款。'
const noOrder = '沒有建立訂單，不會扣款。'
const asksWho = '確認身分不會扣款。'
const notThrough = '這筆款項沒有付出去。'
const nobodyTwice = '為避免重複付款，這次沒有發起付款。'
const later = '請稍候再試。'
const payAgain = '可以重新付款。'
const payOtherwise = '請改用其他付款方式，重新付款。'

export const failures: Words['failures'] = {
  offline: {
    what: '網路無法連線',
    money: notStarted,
    now: '請檢查網路後再試一次。',
  },
  backendDown: {
    what: '服務暫時沒有回應',
    money: noMoney,
    now: later,
  },
  busy: {
    what: '操作過於頻繁',
    money: noMoney,
    now: '請稍等一會兒再試。',
  },
  unexpected: {
    what: '發生錯誤',
    money: noMoney,
    now: `請再試一次；如果還是不行，請${contactMerchant}。`,
  },
  loginRequired: {
    what: '需要確認您的微信身分',
    money: asksWho,
    now: '請點下方按鈕確認身分，再繼續付款。',
  },
  loginExpired: {
    what: '身分確認已失效',
    money: asksWho,
    now: '請重新確認身分，再繼續付款。',
  },
  loginDenied: {
    what: '您沒有同意授權',
    money: notStarted,
    now: '付款時需要知道是哪個微信帳號付款。如要繼續，請重新確認身分並點「允許」。',
  },
  snapshot: {
    what: '目前是網頁快照',
    money: '快照頁面無法付款，不會扣款。',
    now: '請點螢幕下方的「使用完整服務」，再繼續付款。',
  },
  wechatDown: {
    what: '微信暫時無法確認身分',
    money: notStarted,
    now: '請稍候，再確認一次身分。',
  },
  wechatMisconfigured: {
    what: '商家的結帳頁面沒有設定好',
    money: notStarted,
    now: `請${contactMerchant}。商家修正後，再開啟付款連結。`,
  },
  notFound: {
    what: steps.not_found,
    money: '開啟這個頁面不會扣款。',
    now: '請重新開啟商家的付款連結。',
  },
  itemNotFound: {
    what: '這項商品已下架',
    money: noOrder,
    now: '請從商家的選單重新選擇。',
  },
  openAmountOff: {
    what: '商家沒有開放自行輸入金額付款',
    money: noOrder,
    now: '請使用商家傳給您的付款連結。',
  },
  amountOutOfRange: {
    what: '金額超出範圍',
    money: noOrder,
    now: '請修改金額後再試一次。',
  },
  justPaid: {
    what: steps.just_paid,
    money: '這次沒有再付款。',
    now: '請先確認是否要再付一次。',
  },
  orderPaid: {
    what: '這筆訂單已付款',
    money: '不會重複付款。',
    now: '不需要再付款。',
  },
  orderClosed: {
    what: steps.closed,
    money: '已關閉的訂單無法付款。',
    now: '如果還要購買，請向商家重新下單。',
  },
  inProgress: {
    what: '這筆訂單正在付款中',
    money: nobodyTwice,
    now: '付款完成後，本頁會自動更新；如果沒有付款，倒數結束後可以由您來付。',
  },
  held: {
    what: '這筆訂單可能已付款',
    money: nobodyTwice,
    now: `請${contactMerchant}。`,
  },
  gatewayRejected: {
    what: '支付機構沒有受理',
    money: notStarted,
    now: `請再試一次；如果還是不行，請${contactMerchant}。`,
  },
  gatewayUntrusted: {
    what: '暫時無法安全付款',
    money: '為了安全，沒有發起付款，不會扣款。',
    now: `請稍後再試；如果還是不行，請${contactMerchant}。`,
  },
  gatewayUnavailable: {
    what: '支付機構暫時沒有回應',
    money: notStarted,
    now: later,
  },
  balance: {
    what: '餘額不足',
    money: notThrough,
    now: payOtherwise,
  },
  limit: {
    what: '超過付款限額',
    money: notThrough,
    now: '請改用其他卡片，或聯絡銀行後重新付款。',
  },
  bank: {
    what: '銀行或微信支付沒有受理',
    money: notThrough,
    now: payOtherwise,
  },
  expired: {
    what: '上次付款已逾時',
    money: notThrough,
    now: payAgain,
  },
  paymentFailed: {
    what: '微信支付沒有完成這筆付款',
    money: notThrough,
    now: payAgain,
  },
}
