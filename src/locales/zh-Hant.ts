import { earlyZhHant } from './early/zh-Hant'
import type { Words } from './words'

const steps: Words['steps'] = {
  landing: earlyZhHant.entering,
  landing_failed: '登入未完成',
  leaving: '正在前往微信登入',
  loading: '正在載入訂單',
  load_failed: '訂單沒有載入',
  outside: '請在微信中開啟',
  nowhere: '頁面不存在',
  not_found: '沒有找到這個訂單',
  amount: '付款金額',
  catalog: '選擇商品',
  ordering: '正在建立訂單',
  just_paid: '您剛剛付過一筆',
  ready: '確認付款',
  charging: earlyZhHant.charging,
  charge_refused: '暫時無法支付',
  bridging: earlyZhHant.opening,
  bridge_missing: '微信支付沒有開啟',
  sheet: earlyZhHant.inSheet,
  confirming: '支付結果確認中',
  pending: '支付結果確認中',
  unpaid: '支付未完成',
  failed: '支付失敗',
  paid: '支付成功',
  closed: '訂單已關閉',
  refunded: '訂單已全額退款',
  money_back: '正在退款',
}

const failures: Words['failures'] = {
  offline: {
    what: '網路連線不上',
    money: '沒有發起支付，不會扣款。',
    now: '請檢查網路後重試。',
  },
  backendDown: {
    what: '服務暫時沒有回應',
    money: '這一步不會扣款。',
    now: '請稍候片刻再試。',
  },
  busy: {
    what: '操作太頻繁了',
    money: '這一步不會扣款。',
    now: '請稍等一會兒再試。',
  },
  unexpected: {
    what: '出了點問題',
    money: '這一步不會扣款。',
    now: '請重試；如仍不行，請聯絡商家。',
  },
  loginRequired: {
    what: '需要確認您的微信身份',
    money: '登入不會扣款。',
    now: '點一下重新登入，然後繼續付款。',
  },
  loginExpired: {
    what: '登入已失效',
    money: '登入不會扣款。',
    now: '請重新登入，然後繼續付款。',
  },
  loginDenied: {
    what: '您沒有同意授權',
    money: '沒有發起支付，不會扣款。',
    now: '付款需要知道是哪個微信帳號在付。如要繼續，請重新登入並點「允許」。',
  },
  snapshot: {
    what: '當前是網頁快照',
    money: '快照頁裡不能付款，不會扣款。',
    now: '請點螢幕下方的「使用完整服務」，再繼續付款。',
  },
  wechatDown: {
    what: '微信登入暫時沒有回應',
    money: '沒有發起支付，不會扣款。',
    now: '請稍候片刻，重新登入。',
  },
  wechatMisconfigured: {
    what: '商家的收銀台沒有設定好',
    money: '沒有發起支付，不會扣款。',
    now: '請把這個情況告訴商家。商家改好後，再開啟付款連結。',
  },
  notFound: {
    what: steps.not_found,
    money: '開啟這個頁面不會扣款。',
    now: '請從商家重新開啟付款連結。',
  },
  itemNotFound: {
    what: '這個商品已下架',
    money: '沒有建立訂單，不會扣款。',
    now: '請從商家選單重新選擇。',
  },
  openAmountOff: {
    what: '商家沒有開通自助付款',
    money: '沒有建立訂單，不會扣款。',
    now: '請從商家發來的付款連結進入。',
  },
  amountOutOfRange: {
    what: '金額超出了範圍',
    money: '沒有建立訂單，不會扣款。',
    now: '請修改金額後再試。',
  },
  justPaid: {
    what: steps.just_paid,
    money: '這次沒有再付。',
    now: '請先確認是否要再付一次。',
  },
  orderPaid: {
    what: '這個訂單已付款',
    money: '不會再次付款。',
    now: '無需再付。',
  },
  orderClosed: {
    what: steps.closed,
    money: '關閉的訂單不能再付款。',
    now: '如仍需購買，請從商家重新下單。',
  },
  inProgress: {
    what: '這個訂單正在支付中',
    money: '為避免重複付款，這次沒有發起支付。',
    now: '付好後本頁會自動更新；如果沒有付，倒數結束後可以由您來付。',
  },
  gatewayRejected: {
    what: '支付機構沒有受理',
    money: '沒有發起支付，不會扣款。',
    now: '請重試；如仍不行，請聯絡商家。',
  },
  gatewayUntrusted: {
    what: '暫時無法安全支付',
    money: '為安全起見沒有開啟支付，不會扣款。',
    now: '請稍後重試；如仍不行，請聯絡商家。',
  },
  gatewayUnavailable: {
    what: '支付機構暫時沒有回應',
    money: '沒有開啟支付，不會扣款。',
    now: '請稍候片刻再試。',
  },
  balance: {
    what: '餘額不足',
    money: '這一筆沒有付出去。',
    now: '請換一種支付方式，重新支付。',
  },
  limit: {
    what: '超出支付限額',
    money: '這一筆沒有付出去。',
    now: '請換一張銀行卡，或聯絡銀行後重新支付。',
  },
  bank: {
    what: '銀行或微信支付沒有受理',
    money: '這一筆沒有付出去。',
    now: '請換一種支付方式，重新支付。',
  },
  expired: {
    what: '上次支付已逾時',
    money: '這一筆沒有付出去。',
    now: '可以重新支付。',
  },
  paymentFailed: {
    what: '微信支付沒有完成這一筆',
    money: '這一筆沒有付出去。',
    now: '可以重新支付。',
  },
}

const outside: Words['outside'] = {
  wechat: '用微信掃一掃 QR 碼，或把連結發到微信裡開啟。',
  phone:
    '請複製連結，打開微信，發給自己（文件傳輸助手），再點開付款。也可以儲存 QR 碼，用微信掃一掃從相簿選取。',
  browser: '用微信掃一掃 QR 碼，在手機上付款。付好後本頁會自動更新。',
  desktop: '電腦版微信不能付款。請用手機微信掃一掃 QR 碼。',
  wecom: '企業微信裡不能付款。請用微信掃一掃 QR 碼，或複製連結到微信裡開啟。',
  mini_program: '小程式裡不能這樣付款。請複製連結，發到微信聊天裡開啟。',
}

const moneyBack: Words['moneyBack'] = {
  second: {
    title: {
      processing: '重複支付，正在退款',
      succeeded: '重複支付，已退款',
      failed: '重複支付，退款沒有成功',
    },
    why: '這個訂單已經付過款了，您的這一筆是多付的。',
  },
  late: {
    title: {
      processing: '訂單已關閉，正在退款',
      succeeded: '訂單已關閉，已退款',
      failed: '訂單已關閉，退款沒有成功',
    },
    why: '您的這筆付款到帳時，商家已經關閉了這個訂單。',
  },
}

const moneyBackNow: Words['moneyBackNow'] = {
  processing: {
    money: (amount) => `${amount} 會自動原路退回您付款時用的帳戶。`,
    now: '您無需操作，退好後本頁會自動更新。',
  },
  succeeded: {
    money: (amount) => `${amount} 已原路退回您付款時用的帳戶。`,
    now: '到帳時間以銀行為準，您無需操作。',
  },
  failed: {
    money: (amount) => `${amount} 還沒有退回，但不會丟失。`,
    now: '系統已通知商家處理，您也可以憑下面的訂單號聯絡商家。',
  },
}

/** 繁體中文, in the words of Hong Kong’s and Taiwan’s checkouts. */
export const zhHant: Words = {
  ...earlyZhHant,
  language: 'zh-Hant',
  steps,
  failures,
  outside,
  moneyBack,
  moneyBackNow,
  languageLabel: '語言',
  retry: '重試',
  signInAgain: '重新登入',
  payKey: earlyZhHant.pay,
  payOn: '繼續支付',
  payAgain: '重新支付',
  paySecond: '再次支付',
  done: '完成',
  back: '返回商家',
  close: '關閉',
  closeTab: '不再需要時，直接關閉這個頁面即可。',
  closeByHand: '請點左上角關閉這個頁面。',
  copy: '複製',
  copyLink: '複製連結',
  copied: '已複製',
  copyByHand: '未能自動複製，請長按選取。',
  notCopied: '未能自動複製，請長按上面的連結複製。',
  openWeChat: '打開微信',
  checkNow: '立即查詢',
  backToOrder: '還沒有付款，返回訂單',
  seePaid: '檢視那一筆',
  merchant: '收款方',
  amount: '金額',
  paidAt: '支付時間',
  remark: '備註',
  remarkHint: '選填，最多 50 字',
  amountLabel: '付款金額（元）',
  amountHint: (min, max) => `單筆 ${min} 至 ${max}`,
  amountTooLow: (min) => `最少 ${min}`,
  amountTooHigh: (max) => `最多 ${max}`,
  unfinished: (amount) => `您有一筆未完成的付款 ${amount}`,
  takeUp: '繼續這一筆',
  typeAmount: '輸入其他金額',
  keypad: '數字鍵盤',
  deleteDigit: '刪除',
  minutesLeft: (minutes) => `付款時間剩餘不到 ${minutes} 分鐘`,
  timeUp: '付款時間已到，正在核實訂單狀態…',
  resumed: '上次的支付沒有完成，可以繼續支付。',
  busy: '這個訂單有一筆支付還沒有結果。如果您已付款，請稍等，不要重複支付，本頁會自動更新。',
  bridgeMissing: {
    money: '支付還沒有開始，不會扣款。',
    now: '請重試；如仍不行，請關閉頁面重新進入。',
  },
  confirming: {
    money: '結果出來前，請先不要重複付款。',
    now: '通常只要幾秒鐘。',
  },
  asking: '正在向支付機構核實…',
  pending: {
    money: '支付機構還沒有給出結果，暫時不知道錢有沒有付出。請先不要重複付款。',
    now: '結果出來後這裡會自動更新。關掉頁面也不要緊，重新打開付款連結就能看到。',
  },
  pendingTrouble: {
    money: '網路不通，暫時查不到結果。如果您已付款，錢不會丟失。請先不要重複付款。',
    now: '正在自動重試，網路恢復後這裡會自動更新。',
  },
  pendingBank: '如果銀行已扣款而微信沒有收到，銀行會自動退回。',
  lastAsked: (time) => `最近一次查詢：${time}`,
  notCharged: (time) => `未扣款（支付機構已於 ${time} 核實）。`,
  notPaidYet: '這個訂單還沒有付款。如果您已經付了，請稍等，不要重複付款，本頁會自動更新。',
  unpaidNow: '訂單還在，可以重新支付。',
  denied: {
    what: '這個頁面打不開微信支付。',
    now: '再試通常也打不開，請聯絡商家。',
  },
  closed: {
    never: {
      money: '這筆訂單沒有發起過付款，不會扣款。',
      now: '如需購買，請向商家重新下單。',
    },
    expired: {
      title: '訂單已過期',
      money:
        '付款時間已過，不能再付款。如果您已經付了，錢不會丟失：到帳後會算作付款，或自動原路退回。',
      now: '如果沒有付款，可從商家重新下單；如果已經付了，請先不要重新下單，本頁會自動更新。',
    },
    merchant: {
      money: '商家關閉了這個訂單，不能再付款。如果您已經付了，錢不會丟失：會自動原路退回。',
      now: '本頁會自動更新。如仍需購買，請從商家重新下單。',
    },
  },
  refundedNow: (amount) => `${amount} 已原路退回付款時用的帳戶，到帳時間以銀行為準。`,
  paidUp: '訂單已付清',
  paidByAnother:
    '這個訂單已由另一筆付款付清，您不用再付。如果您也付了，您那筆會自動原路退回，本頁會自動更新。',
  merchantRefund: {
    processing: '商家正在給您退款，退好後本頁會自動更新。',
    succeeded: '商家已把其中一部分退回您付款時用的帳戶，到帳時間以銀行為準。',
    failed: '商家給您的退款沒有成功，錢還沒有退回。請憑下面的訂單號聯絡商家。',
  },
  justPaid: (amount, time) => `您在 ${time} 剛付過 ${amount}。`,
  justPaidNow: '請先看看那一筆。如果確實要再付一次，請點「再次支付」。',
  outsideMoney: '這裡不能付款，沒有發起支付，不會扣款。',
  retryIn: (clock) => `${clock} 後可以付款`,
  qrLabel: '付款連結的 QR 碼',
  openCheckout: '開啟收銀台',
  nowhere: {
    what: '這個地址沒有內容。',
    money: '打開它不會扣款。',
    now: '請從商家的選單或付款連結重新進入。',
  },
  landedBefore: '這個登入連結已經用過。',
}
