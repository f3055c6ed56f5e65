import { earlyZhHant } from './early'
import { contactMerchant } from './steps'
import type { Words } from '../zh-CN/dictionary'

export const controls = {
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
  qrLabel: '付款連結的 QR Code',
  openCheckout: '開啟結帳頁面',
} satisfies Partial<Words>
