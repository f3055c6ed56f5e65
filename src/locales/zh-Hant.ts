import { earlyZhHant } from './early-zh-Hant'
import { failures } from './zh-Hant-failures'
import { contactMerchant, steps } from './zh-Hant-steps'
import type { Words } from './words'

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
