import type { Language } from './language'

interface ReceiptWords {
  readonly loading: string
  readonly paid: string
  readonly paidTo: (merchant: string) => string
  readonly processing: string
  readonly processingNow: string
  readonly changed: string
  readonly changedNow: string
  readonly unknown: string
  readonly unknownNow: string
  readonly view: string
}

/** The few words of the page that WeChat frames; it is too small to load a dictionary. */
export const receiptWords: { readonly [L in Language]: ReceiptWords } = {
  'zh-CN': {
    loading: '正在查询订单…',
    paid: '商家已收到付款',
    paidTo: (merchant) => `收款方：${merchant}`,
    processing: '付款结果确认中',
    processingNow: '请不要重复付款，结果以微信支付凭证为准。',
    changed: '这笔付款有变动',
    changedNow: '钱可能已经退回，或没有付成。请点“查看订单”了解。',
    unknown: '暂时看不到订单信息',
    unknownNow: '付款结果以微信支付凭证为准，订单请在商家处查看。',
    view: '查看订单',
  },
  'zh-Hant': {
    loading: '正在查詢訂單…',
    paid: '商家已收到付款',
    paidTo: (merchant) => `收款方：${merchant}`,
    processing: '付款結果確認中',
    processingNow: '請不要重複付款，結果以微信支付憑證為準。',
    changed: '這筆付款有變動',
    changedNow: '錢可能已經退回，或沒有付成。請點「查看訂單」了解。',
    unknown: '暫時看不到訂單資訊',
    unknownNow: '付款結果以微信支付憑證為準，訂單請在商家處查看。',
    view: '查看訂單',
  },
  en: {
    loading: 'Looking up the order…',
    paid: 'The merchant has your payment',
    paidTo: (merchant) => `Paid to ${merchant}`,
    processing: 'Confirming your payment',
    processingNow: 'Please do not pay again. Your WeChat Pay record tells the result.',
    changed: 'This payment has changed',
    changedNow:
      'The money may have gone back, or was not paid after all. View the order to see which.',
    unknown: 'The order cannot be shown right now',
    unknownNow: 'Your WeChat Pay record tells the result. The merchant can show you the order.',
    view: 'View the order',
  },
}
