import { contactMerchant } from './steps'
import type { Words } from '../zh-CN/dictionary'

export const confirming = {
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
} satisfies Partial<Words>
