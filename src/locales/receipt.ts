import type { Language } from './language'

/** What the page says about a payment: a heading, and what it means for the payer. */
type Said = Readonly<Record<'heading' | 'told', string>>

export interface ReceiptWords {
  readonly title: string
  readonly said: Readonly<
    Record<'waiting' | 'paid' | 'confirming' | 'changed' | 'late' | 'unknown' | 'silent', Said>
  >
  /** Shown where the page has the payment's number but no order, because it was opened outside WeChat's frame. */
  readonly notYours: string
  readonly toOrder: string
  readonly again: string
  readonly checkout: string
}

/** The small page that WeChat frames has a dictionary of its own: it loads nothing of the checkout. */
export const receiptWords: Readonly<Record<Language, ReceiptWords>> = {
  'zh-CN': {
    title: '商家小票',
    said: {
      waiting: { heading: '正在查询支付结果', told: '请稍候，不要重复付款。' },
      paid: { heading: '支付成功', told: '商家已收到这笔付款。' },
      confirming: {
        heading: '支付结果确认中',
        told: '正在等待商家收到这笔付款的确认，请不要重复付款。',
      },
      changed: { heading: '这笔付款有了变化', told: '款项去向请在订单中查看，请不要重复付款。' },
      late: {
        heading: '支付结果确认中',
        told: '确认还需要一些时间，之后打开订单就能看到结果。请不要重复付款。',
      },
      unknown: {
        heading: '请以微信支付凭证为准',
        told: '商家这里还查不到这笔付款。如果微信显示已支付，请不要重复付款。',
      },
      silent: {
        heading: '暂时连不上商家',
        told: '这不影响付款，结果请以微信支付凭证为准，请不要重复付款。',
      },
    },
    notYours: '订单内容只显示给付款人本人。请从公众号或原来的付款链接打开订单。',
    toOrder: '查看订单',
    again: '重新查询',
    checkout: '打开收银台',
  },
  'zh-Hant': {
    title: '商家收據',
    said: {
      waiting: { heading: '正在查詢付款結果', told: '請稍候，不要重複付款。' },
      paid: { heading: '付款成功', told: '商家已收到這筆款項。' },
      confirming: {
        heading: '正在確認付款結果',
        told: '正在等待商家收到這筆付款的確認，請不要重複付款。',
      },
      changed: { heading: '這筆付款有變動', told: '款項去向請在訂單中查看，請不要重複付款。' },
      late: {
        heading: '付款結果尚未確認',
        told: '確認還需要一些時間，之後開啟訂單就能看到結果。請不要重複付款。',
      },
      unknown: {
        heading: '請以微信支付憑證為準',
        told: '商家這裡還查不到這筆付款。如果微信顯示已付款，請不要重複付款。',
      },
      silent: {
        heading: '暫時無法連線到商家',
        told: '這不影響付款，結果請以微信支付憑證為準，請不要重複付款。',
      },
    },
    notYours: '訂單內容只顯示給付款人本人。請從官方帳號或原本的付款連結開啟訂單。',
    toOrder: '查看訂單',
    again: '重新查詢',
    checkout: '開啟結帳頁面',
  },
  en: {
    title: 'Receipt',
    said: {
      waiting: {
        heading: 'Looking up the payment',
        told: 'Please wait a moment and do not pay again.',
      },
      paid: { heading: 'Payment successful', told: 'The merchant has received this payment.' },
      confirming: {
        heading: 'Confirming your payment',
        told: 'The merchant is waiting for this payment to be confirmed. Please do not pay again.',
      },
      changed: {
        heading: 'This payment has changed',
        told: 'Open the order to see where the money went. Please do not pay again.',
      },
      late: {
        heading: 'Payment not confirmed yet',
        told: 'This takes a little longer. Open the order later to see the result. Please do not pay again.',
      },
      unknown: {
        heading: 'See your WeChat Pay record',
        told: 'The merchant cannot find this payment yet. If WeChat shows it as paid, please do not pay again.',
      },
      silent: {
        heading: 'The merchant cannot be reached',
        told: 'Your payment is not affected. Please rely on your WeChat Pay record and do not pay again.',
      },
    },
    notYours:
      'Only the payer can see this order. Open it from the official account or the original payment link.',
    toOrder: 'View order',
    again: 'Check again',
    checkout: 'Open the checkout',
  },
}
