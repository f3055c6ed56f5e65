import { earlyEn } from './early-en'
import { failures } from './en-failures'
import { contactMerchant, steps } from './en-steps'
import type { Words } from './words'

export const en: Words = {
  ...earlyEn,
  language: 'en',
  steps,
  failures,
  outside: {
    wechat: 'Scan the QR code with WeChat, or send yourself the link and open it there.',
    phone:
      'Copy the link, open WeChat, send it to yourself (File Transfer) and tap it there. Or save the QR code and scan it from your album in WeChat.',
    browser: 'Scan the QR code with WeChat and pay on your phone.',
    desktop: 'You cannot pay in WeChat for computers. Scan the QR code with WeChat on your phone.',
    wecom:
      'You cannot pay in WeCom. Scan the QR code with WeChat, or copy the link and open it there.',
    mini_program:
      'You cannot pay this way in a mini program. Copy the link and open it in a WeChat chat.',
  },
  watched: 'This page updates by itself once you have paid.',
  moneyBack: {
    second: {
      title: {
        processing: 'Paid twice, refund in progress',
        succeeded: 'Paid twice, refunded',
        failed: 'Paid twice, refund failed',
      },
      why: 'This order had already been paid. Your payment was a duplicate.',
    },
    late: {
      title: {
        processing: 'Order closed, refund in progress',
        succeeded: 'Order closed, refunded',
        failed: 'Order closed, refund failed',
      },
      why: 'The merchant had closed this order before your payment arrived.',
    },
  },
  moneyBackNow: {
    processing: {
      money: (amount) => `${amount} will be refunded automatically to the account you paid with.`,
      now: 'You do not need to do anything. This page updates by itself.',
    },
    succeeded: {
      money: (amount) => `${amount} was refunded to the account you paid with.`,
      now: 'Your bank may take a while to show it. You do not need to do anything.',
    },
    failed: {
      money: (amount) => `${amount} has not been refunded yet. The merchant still has it.`,
      now: `The failed refund is on record with the merchant’s order. Please ${contactMerchant} with the order number below.`,
    },
  },
  contactMerchant,
  merchantContact: {
    telephone: 'Merchant’s phone: ',
    wechat: 'Merchant’s WeChat: ',
    link: 'Merchant’s page: ',
    unnamed: 'You can reach them through the message or shop that gave you the link.',
  },
  languageLabel: 'Language',
  retry: 'Try again',
  signInAgain: 'Confirm with WeChat',
  payKey: 'Pay',
  payOn: 'Continue paying',
  payAgain: 'Try again',
  paySecond: 'Pay again',
  done: 'Done',
  back: 'Back to the merchant',
  close: 'Close',
  closeTab: 'You can simply close this page when you no longer need it.',
  closeByHand: 'Please close this page at the top left.',
  copy: 'Copy',
  copyLink: 'Copy link',
  copied: 'Copied',
  copyByHand: 'Could not copy. Press and hold the text to select it.',
  notCopied: 'Could not copy. Press and hold the link above to copy it.',
  openWeChat: 'Open WeChat',
  checkNow: 'Check now',
  backToOrder: 'I have not paid, back to the order',
  seePaid: 'Show that payment',
  merchant: 'Merchant',
  amount: 'Amount',
  paidAt: 'Paid at',
  remark: 'Note',
  remarkHint: 'Optional, up to 50 characters',
  amountLabel: 'Amount (CNY)',
  amountHint: (min, max) => `${min} to ${max} per payment`,
  amountTooLow: (min) => `At least ${min}`,
  amountTooHigh: (max) => `At most ${max}`,
  unfinished: (amount) => `You have an unfinished payment of ${amount}`,
  takeUp: 'Continue it',
  typeAmount: 'Enter another amount',
  keypad: 'Number keys',
  deleteDigit: 'Delete',
  minutesLeft: (minutes) =>
    minutes === 1 ? 'Less than a minute left to pay' : `Less than ${minutes} minutes left to pay`,
  timeUp: 'Time is up. Checking the order…',
  resumed: 'Your last payment was not finished. You can continue paying.',
  busy: 'A payment for this order has no result yet. If you have paid, please wait and do not pay again. This page updates by itself.',
  bridgeMissing: {
    money: 'The payment has not started. You will not be charged.',
    now: 'Please try again. If it still fails, close this page and open it again.',
  },
  confirming: {
    money: 'Please do not pay again until you see the result.',
    now: 'This usually takes a few seconds.',
  },
  asking: 'Checking with the payment provider…',
  pending: {
    money:
      'The payment provider has no result yet, so we do not know whether you have paid. Please do not pay again.',
    now: 'This page updates by itself once there is a result. You can close it and open the payment link again later.',
  },
  pendingTrouble: {
    money:
      'There is no connection, so we cannot check the result. If you have paid, your money is not lost. Please do not pay again.',
    now: 'We keep trying. This page updates by itself once you are back online.',
  },
  pendingBank:
    'If your bank charged you but WeChat did not receive the money, the bank usually returns it automatically.',
  lastAsked: (time) => `Last checked: ${time}`,
  notCharged: (time) => `You were not charged (confirmed by the payment provider at ${time}).`,
  notPaidYet:
    'This order has not been paid. If you did pay, please wait and do not pay again. This page updates by itself.',
  unpaidNow: 'The order is still open. You can try again.',
  denied: {
    what: 'This page cannot open WeChat Pay.',
    now: `Trying again is unlikely to help. Please ${contactMerchant}.`,
  },
  closed: {
    never: {
      money: 'No payment was ever started for this order. You will not be charged.',
      now: 'To buy it, please place a new order with the merchant.',
    },
    expired: {
      title: 'Order expired',
      money:
        'The time to pay has passed and this order can no longer be paid. If you have already paid, your money is not lost: it will count as payment, or be refunded automatically.',
      now: 'If you did not pay, you can place a new order with the merchant. If you did, please do not order again yet. This page updates by itself.',
    },
    merchant: {
      money:
        'The merchant closed this order and it can no longer be paid. If you have already paid, your money is not lost: it will be refunded automatically.',
      now: 'This page updates by itself. If you still want to buy, please place a new order with the merchant.',
    },
  },
  refundedNow: (amount) =>
    `${amount} was refunded to the account it was paid from. Your bank may take a while to show it.`,
  paidUp: 'This order is already paid',
  paidByAnother:
    'Another payment has paid this order, so you do not need to pay. If you paid too, your money will be refunded automatically and this page updates by itself.',
  refundedPart: (refunded, left) => `${refunded} refunded, ${left} remains`,
  merchantRefund: {
    processing: (amount) =>
      `The merchant is refunding you ${amount}. This page updates by itself once it is done.`,
    succeeded: (amount) =>
      `The merchant has refunded ${amount} to the account you paid with. Your bank may take a while to show it.`,
    failed: (amount) =>
      `Your refund of ${amount} failed. The money has not been returned. Please ${contactMerchant} with the order number below.`,
  },
  justPaid: (amount, time) => `You paid ${amount} at ${time}.`,
  justPaidNow: 'Please look at that payment first. If you do want to pay again, tap “Pay again”.',
  outsideMoney: 'You cannot pay here. No payment was started. You will not be charged.',
  retryIn: (clock) => `You can pay in ${clock}`,
  qrLabel: 'QR code of the payment link',
  openCheckout: 'Open the checkout',
  nowhere: {
    what: 'There is nothing at this address.',
    money: 'Opening it does not charge you.',
    now: 'Please start again from the merchant’s menu or payment link.',
  },
  landedBefore: 'This link has already been used.',
}
