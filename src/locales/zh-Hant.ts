import { earlyZhHant } from './early-zh-Hant'
import type { Words } from './words'

// wherever this is said, whom to turn to stands below it
const contactMerchant = '聯絡商家'
const noMoney = '這個步驟不會扣款。'
const notStarted = '沒有發起付款，不會扣款。'
const noOrder = '沒有建立訂單，不會扣款。'
const asksWho = '確認身分不會扣款。'
const notThrough = '這筆款項沒有付出去。'
const later = '請稍候再試。'
const payAgain = '可以重新付款。'
const payOtherwise = '請改用其他付款方式，重新付款。'

const steps: Words['steps'] = {
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

const failures: Words['failures'] = {
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
    money: '為避免重複付款，這次沒有發起付款。',
    now: '付款完成後，本頁會自動更新；如果沒有付款，倒數結束後可以由您來付。',
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

const outside: Words['outside'] = {
  wechat: '請用微信掃描 QR Code，或把連結傳到微信裡開啟。',
  phone:
    '請複製連結，開啟微信，傳給自己（檔案傳輸助手），再點開付款。也可以儲存 QR Code，再用微信從相簿掃描。',
  browser: '請用微信掃描 QR Code，在手機上付款。',
  desktop: '電腦版微信無法付款。請用手機上的微信掃描 QR Code。',
  wecom: '企業微信裡無法付款。請用微信掃描 QR Code，或複製連結到微信裡開啟。',
  mini_program: '小程式裡無法這樣付款。請複製連結，傳到微信聊天裡開啟。',
}

const moneyBack: Words['moneyBack'] = {
  second: {
    title: {
      processing: '重複付款，正在退款',
      succeeded: '重複付款，已退款',
      failed: '重複付款，退款沒有成功',
    },
    why: '這筆訂單已經付過款了，您的這筆是重複付款。',
  },
  late: {
    title: {
      processing: '訂單已關閉，正在退款',
      succeeded: '訂單已關閉，已退款',
      failed: '訂單已關閉，退款沒有成功',
    },
    why: '您的款項入帳前，商家已經關閉了這筆訂單。',
  },
}

const moneyBackNow: Words['moneyBackNow'] = {
  processing: {
    money: (amount) => `${amount} 會自動退回您付款時使用的帳戶。`,
    now: '您不需要做任何操作，退款完成後，本頁會自動更新。',
  },
  succeeded: {
    money: (amount) => `${amount} 已退回您付款時使用的帳戶。`,
    now: '實際入帳時間依銀行作業為準，您不需要做任何操作。',
  },
  failed: {
    money: (amount) => `${amount} 還沒有退回，仍在商家那裡。`,
    now: `這次退款失敗已記錄在商家的訂單裡，請提供下方的訂單編號${contactMerchant}。`,
  },
}

/** 繁體中文, in the words of Taiwan’s checkouts. */
export const zhHant: Words = {
  ...earlyZhHant,
  language: 'zh-Hant',
  steps,
  failures,
  outside,
  watched: '付款完成後，本頁會自動更新。',
  moneyBack,
  moneyBackNow,
  contactMerchant,
  merchantContact: {
    telephone: '商家電話：',
    wechat: '商家微信：',
    link: '商家網頁：',
    unnamed: '可從您收到連結的訊息或店面找到商家。',
  },
  languageLabel: '語言',
  retry: '再試一次',
  signInAgain: '確認微信身分',
  payKey: earlyZhHant.pay,
  payOn: '繼續付款',
  payAgain: '重新付款',
  paySecond: '再付一次',
  done: '完成',
  back: '返回商家',
  close: '關閉',
  closeTab: '不需要時，直接關閉這個頁面即可。',
  closeByHand: '請點左上角關閉這個頁面。',
  copy: '複製',
  copyLink: '複製連結',
  copied: '已複製',
  copyByHand: '無法自動複製，請長按選取。',
  notCopied: '無法自動複製，請長按上方的連結複製。',
  openWeChat: '開啟微信',
  checkNow: '立即查詢',
  backToOrder: '還沒有付款，返回訂單',
  seePaid: '查看那筆付款',
  merchant: '商家',
  amount: '金額',
  paidAt: '付款時間',
  remark: '備註',
  remarkHint: '選填，最多 50 字',
  amountLabel: '付款金額（人民幣）',
  amountHint: (min, max) => `單筆 ${min} 至 ${max}`,
  amountTooLow: (min) => `最少 ${min}`,
  amountTooHigh: (max) => `最多 ${max}`,
  unfinished: (amount) => `您有一筆未完成的付款 ${amount}`,
  takeUp: '繼續這筆付款',
  typeAmount: '輸入其他金額',
  keypad: '數字鍵盤',
  deleteDigit: '刪除',
  minutesLeft: (minutes) => `付款剩餘時間不到 ${minutes} 分鐘`,
  timeUp: '付款時間已到，正在確認訂單狀態…',
  resumed: '上次的付款沒有完成，可以繼續付款。',
  busy: '這筆訂單有一筆付款還沒有結果。如果您已付款，請稍候，不要重複付款，本頁會自動更新。',
  bridgeMissing: {
    money: '付款還沒有開始，不會扣款。',
    now: '請再試一次；如果還是不行，請關閉頁面後重新開啟。',
  },
  confirming: {
    money: '結果出來前，請先不要重複付款。',
    now: '通常只需要幾秒鐘。',
  },
  asking: '正在向支付機構查詢…',
  pending: {
    money: '支付機構還沒有給出結果，暫時不知道款項有沒有付出。請先不要重複付款。',
    now: '結果出來後，本頁會自動更新。關閉頁面也沒關係，重新開啟付款連結就能看到。',
  },
  pendingTrouble: {
    money: '網路無法連線，暫時查不到結果。如果您已付款，款項不會遺失。請先不要重複付款。',
    now: '正在自動重新查詢，網路恢復後，本頁會自動更新。',
  },
  pendingBank: '如果銀行已扣款而微信沒有收到，銀行通常會自動退回。',
  lastAsked: (time) => `最近一次查詢：${time}`,
  notCharged: (time) => `未扣款（支付機構已於 ${time} 確認）。`,
  notPaidYet: '這筆訂單還沒有付款。如果您已經付了，請稍候，不要重複付款，本頁會自動更新。',
  unpaidNow: '訂單還在，可以重新付款。',
  denied: {
    what: '這個頁面無法開啟微信支付。',
    now: `再試一次通常也無法開啟，請${contactMerchant}。`,
  },
  closed: {
    never: {
      money: '這筆訂單沒有發起過付款，不會扣款。',
      now: '如果要購買，請向商家重新下單。',
    },
    expired: {
      title: '訂單已逾期',
      money:
        '已超過付款時間，無法再付款。如果您已經付了，款項不會遺失：入帳後會視為付款，或自動退回。',
      now: '如果沒有付款，可以向商家重新下單；如果已經付了，請先不要重新下單，本頁會自動更新。',
    },
    merchant: {
      money: '商家關閉了這筆訂單，無法再付款。如果您已經付了，款項不會遺失：會自動退回。',
      now: '本頁會自動更新。如果還要購買，請向商家重新下單。',
    },
  },
  refundedNow: (amount) => `${amount} 已退回付款時使用的帳戶，實際入帳時間依銀行作業為準。`,
  paidUp: '訂單已付清',
  paidByAnother:
    '這筆訂單已由另一筆付款付清，您不用再付。如果您也付了，您那筆會自動退回，本頁會自動更新。',
  refundedPart: (refunded, left) => `已退款 ${refunded}，剩餘 ${left}`,
  merchantRefund: {
    processing: (amount) => `商家正在給您退款 ${amount}，退款完成後，本頁會自動更新。`,
    succeeded: (amount) =>
      `商家已將 ${amount} 退回您付款時使用的帳戶，實際入帳時間依銀行作業為準。`,
    failed: (amount) =>
      `商家給您的退款 ${amount} 沒有成功，款項還沒有退回。請提供下方的訂單編號${contactMerchant}。`,
  },
  justPaid: (amount, time) => `您在 ${time} 剛付過 ${amount}。`,
  justPaidNow: '請先看看那筆付款。如果確定要再付一次，請點「再付一次」。',
  outsideMoney: '本頁無法付款，沒有發起付款，不會扣款。',
  retryIn: (clock) => `${clock} 後可以付款`,
  qrLabel: '付款連結的 QR Code',
  openCheckout: '開啟結帳頁面',
  nowhere: {
    what: '這個網址沒有內容。',
    money: '開啟它不會扣款。',
    now: '請從商家的選單或付款連結重新進入。',
  },
  landedBefore: '這個連結已經使用過。',
}
