import { contactMerchant, steps } from './steps'
import type { Words } from '../zh-CN/dictionary'

const noMoney = 'This step does not charge you.'
const notStarted = 'No payment was started. You will not be charged.'
const noOrder = 'No order was created. You will not be charged.'
const asksWho = 'Confirming who you are does not charge you.'
const notThrough = 'This payment did not go through.'
const nobodyTwice = 'No payment was started, so that nobody pays twice.'
const later = 'Please try again in a moment.'
const payAgain = 'You can try again.'
const payOtherwise = 'Please choose another way to pay and try again.'

export const failures: Words['failures'] = {
  offline: {
    what: 'No connection',
    money: notStarted,
    now: 'Please check your network and try again.',
  },
  backendDown: {
    what: 'The service is not responding',
    money: noMoney,
    now: later,
  },
  busy: {
    what: 'Too many requests',
    money: noMoney,
    now: 'Please wait a moment, then try again.',
  },
  unexpected: {
    what: 'Something went wrong',
    money: noMoney,
    now: `Please try again. If it keeps happening, ${contactMerchant}.`,
  },
  loginRequired: {
    what: 'WeChat needs to confirm who you are',
    money: asksWho,
    now: 'Tap the button below to confirm, then continue paying.',
  },
  loginExpired: {
    what: 'WeChat’s confirmation has expired',
    money: asksWho,
    now: 'Please confirm again, then continue paying.',
  },
  loginDenied: {
    what: 'You did not give permission',
    money: notStarted,
    now: 'To take a payment, we need to know which WeChat account is paying. To continue, confirm again and tap Allow.',
  },
  snapshot: {
    what: 'This is a page snapshot',
    money: 'You cannot pay in a snapshot. You will not be charged.',
    now: 'Tap 使用完整服务 (full service) at the bottom of the screen, then continue paying.',
  },
  wechatDown: {
    what: 'WeChat cannot confirm who you are right now',
    money: notStarted,
    now: 'Please wait a moment, then confirm again.',
  },
  wechatMisconfigured: {
    what: 'The merchant’s checkout is not set up correctly',
    money: notStarted,
    now: `Please ${contactMerchant}. Once they have fixed it, open the payment link again.`,
  },
  notFound: {
    what: steps.not_found,
    money: 'Opening this page does not charge you.',
    now: 'Please open the merchant’s payment link again.',
  },
  itemNotFound: {
    what: 'This item is no longer available',
    money: noOrder,
    now: 'Please choose another item from the merchant’s menu.',
  },
  openAmountOff: {
    what: 'The merchant does not accept typed amounts',
    money: noOrder,
    now: 'Please use the payment link that the merchant sent you.',
  },
  amountOutOfRange: {
    what: 'The amount is out of range',
    money: noOrder,
    now: 'Please change the amount and try again.',
  },
  justPaid: {
    what: steps.just_paid,
    money: 'Nothing was paid this time.',
    now: 'Please confirm that you want to pay again.',
  },
  orderPaid: {
    what: 'This order has already been paid',
    money: 'It will not be paid twice.',
    now: 'There is nothing left to pay.',
  },
  orderClosed: {
    what: steps.closed,
    money: 'A closed order cannot be paid.',
    now: 'If you still want to buy, please place a new order with the merchant.',
  },
  inProgress: {
    what: 'This order is being paid',
    money: nobodyTwice,
    now: 'This page updates by itself once the order is paid. If it is not, you can pay when the countdown ends.',
  },
  held: {
    what: 'This order may already be paid',
    money: nobodyTwice,
    now: `Please ${contactMerchant}.`,
  },
  gatewayRejected: {
    what: 'The payment provider declined',
    money: notStarted,
    now: `Please try again. If it keeps happening, ${contactMerchant}.`,
  },
  gatewayUntrusted: {
    what: 'Cannot pay safely right now',
    money: 'To be safe, no payment was started. You will not be charged.',
    now: `Please try again later. If it keeps happening, ${contactMerchant}.`,
  },
  gatewayUnavailable: {
    what: 'The payment provider is not responding',
    money: notStarted,
    now: later,
  },
  balance: {
    what: 'Not enough balance',
    money: notThrough,
    now: payOtherwise,
  },
  limit: {
    what: 'Over your payment limit',
    money: notThrough,
    now: 'Please use another card, or contact your bank, then try again.',
  },
  bank: {
    what: 'Declined by the bank or WeChat Pay',
    money: notThrough,
    now: payOtherwise,
  },
  expired: {
    what: 'The last payment timed out',
    money: notThrough,
    now: payAgain,
  },
  paymentFailed: {
    what: 'WeChat Pay did not complete this payment',
    money: notThrough,
    now: payAgain,
  },
}
