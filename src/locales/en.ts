import { earlyEn } from './early/en'
import type { Words } from './words'

const noMoney = 'This step charges nothing.'

const steps: Words['steps'] = {
  landing: earlyEn.entering,
  landing_failed: 'Not signed in',
  leaving: 'Going to WeChat to sign in',
  loading: 'Loading the order',
  load_failed: 'The order did not load',
  outside: 'Please open in WeChat',
  nowhere: 'Page not found',
  not_found: 'Order not found',
  amount: 'Amount to pay',
  catalog: 'Choose an item',
  ordering: 'Creating the order',
  just_paid: 'You paid just now',
  ready: 'Confirm and pay',
  charging: earlyEn.charging,
  charge_refused: 'Cannot pay right now',
  bridging: earlyEn.opening,
  bridge_missing: 'WeChat Pay did not open',
  sheet: earlyEn.inSheet,
  confirming: 'Confirming your payment',
  pending: 'Payment not confirmed yet',
  unpaid: 'Payment not completed',
  failed: 'Payment failed',
  paid: 'Payment successful',
  closed: 'Order closed',
  refunded: 'Order fully refunded',
  money_back: 'Refunding you',
}

export const en: Words = {
  ...earlyEn,
  language: 'en',
  steps,
  failures: {
    offline: {
      what: 'No connection',
      money: `We could not reach the merchant. ${noMoney}`,
      now: 'Check your network and try again.',
    },
    backendDown: {
      what: 'The service is not answering',
      money: noMoney,
      now: 'Please try again in a moment.',
    },
    busy: {
      what: 'Too many requests',
      money: noMoney,
      now: 'Please wait a little, then try again.',
    },
    unexpected: {
      what: 'Something went wrong',
      money: noMoney,
      now: 'Try again; if the problem continues, ask the merchant.',
    },
    loginRequired: {
      what: 'WeChat has to confirm who you are',
      money: 'Signing in charges nothing.',
      now: 'Tap to sign in again, then continue.',
    },
    loginExpired: {
      what: 'Your sign-in has expired',
      money: 'Signing in charges nothing.',
      now: 'Sign in again, then continue.',
    },
    loginDenied: {
      what: 'You did not allow the sign-in',
      money: 'No payment was started. You will not be charged.',
      now: 'A payment has to know which WeChat account pays. To go on, sign in again and tap Allow.',
    },
    snapshot: {
      what: 'This is a page snapshot',
      money: 'A snapshot cannot pay. You will not be charged.',
      now: 'Tap 使用完整服务 (full service) at the bottom of the screen, then go on.',
    },
    wechatDown: {
      what: 'WeChat sign-in is not answering',
      money: 'No payment was started. You will not be charged.',
      now: 'Please sign in again in a moment.',
    },
    wechatMisconfigured: {
      what: 'The merchant’s page is not set up correctly',
      money: 'No payment was started. You will not be charged.',
      now: 'Please tell the merchant. Once it is mended, open the payment link again.',
    },
    notFound: {
      what: steps.not_found,
      money: 'Opening this page charges nothing.',
      now: 'Open the payment link from the merchant once more.',
    },
    itemNotFound: {
      what: 'This item is no longer sold',
      money: 'No order was made. You will not be charged.',
      now: 'Choose again from the merchant’s menu.',
    },
    openAmountOff: {
      what: 'The merchant takes no typed amounts',
      money: 'No order was made. You will not be charged.',
      now: 'Use the payment link that the merchant sent you.',
    },
    amountOutOfRange: {
      what: 'The amount is out of range',
      money: 'No order was made. You will not be charged.',
      now: 'Change the amount and try again.',
    },
    justPaid: {
      what: steps.just_paid,
      money: 'Nothing was paid this time.',
      now: 'Say first whether you want to pay again.',
    },
    orderPaid: {
      what: 'This order has been paid',
      money: 'It is not paid twice.',
      now: 'There is nothing left to pay.',
    },
    orderClosed: {
      what: steps.closed,
      money: 'A closed order takes no payment.',
      now: 'To buy it still, order again from the merchant.',
    },
    inProgress: {
      what: 'Somebody is paying this order',
      money: 'No payment was started, so that nobody pays twice.',
      now: 'This page updates by itself once it is paid; if it is not, you can pay in a moment.',
    },
    gatewayRejected: {
      what: 'Payment could not be started',
      money: 'No payment was started. You will not be charged.',
      now: 'Try again; if the problem continues, ask the merchant.',
    },
    gatewayUntrusted: {
      what: 'Cannot pay safely right now',
      money: 'WeChat Pay was not opened, to be safe. You will not be charged.',
      now: 'Try again later; if the problem continues, ask the merchant.',
    },
    gatewayUnavailable: {
      what: 'The payment provider is not answering',
      money: 'WeChat Pay was not opened. You will not be charged.',
      now: 'Please try again in a moment.',
    },
    balance: {
      what: 'Not enough balance',
      money: 'This payment did not go through.',
      now: 'Choose another way to pay and pay again.',
    },
    limit: {
      what: 'Over your payment limit',
      money: 'This payment did not go through.',
      now: 'Use another card, or ask your bank, then pay again.',
    },
    bank: {
      what: 'The bank or WeChat declined it',
      money: 'This payment did not go through.',
      now: 'Choose another way to pay and pay again.',
    },
    expired: {
      what: 'This payment has expired',
      money: 'This payment did not go through.',
      now: 'You can pay again.',
    },
    paymentFailed: {
      what: 'WeChat Pay did not complete it',
      money: 'This payment did not go through.',
      now: 'You can pay again.',
    },
  },
  outside: {
    wechat: 'Scan the QR code with WeChat, or send yourself the link and open it there.',
    phone:
      'Copy the link, open WeChat, send it to yourself (File Transfer) and tap it there. You can also save the QR code and scan it from your album in WeChat.',
    browser:
      'Scan the QR code with WeChat and pay on your phone. This page updates by itself once it is paid.',
    desktop: 'WeChat for computers cannot pay. Scan the QR code with WeChat on your phone.',
    wecom: 'WeCom cannot pay. Scan the QR code with WeChat, or copy the link and open it there.',
    mini_program: 'A mini program cannot pay this way. Copy the link and open it in a WeChat chat.',
  },
  moneyBack: {
    second: {
      title: {
        processing: 'Paid twice, refunding you',
        succeeded: 'Paid twice, refunded',
        failed: 'Paid twice, refund failed',
      },
      why: 'This order had been paid already. Your payment was one too many.',
    },
    late: {
      title: {
        processing: 'Order closed, refunding you',
        succeeded: 'Order closed, refunded',
        failed: 'Order closed, refund failed',
      },
      why: 'When your payment arrived, the merchant had closed this order.',
    },
  },
  moneyBackNow: {
    processing: {
      money: (amount) => `${amount} goes back by itself to the account you paid with.`,
      now: 'There is nothing you need to do. This page updates by itself.',
    },
    succeeded: {
      money: (amount) => `${amount} went back to the account you paid with.`,
      now: 'Your bank may take a while to show it. There is nothing you need to do.',
    },
    failed: {
      money: (amount) => `${amount} has not gone back yet, but is not lost.`,
      now: 'The merchant has been told and will see to it. You can also ask them, with the order number below.',
    },
  },
  languageLabel: 'Language',
  retry: 'Try again',
  signInAgain: 'Sign in again',
  payKey: 'Pay',
  payOn: 'Continue to pay',
  payAgain: 'Try again',
  paySecond: 'Pay once more',
  done: 'Done',
  back: 'Back to the merchant',
  close: 'Close',
  closeTab: 'Simply close this page when you no longer need it.',
  closeByHand: 'Close this page at its top left.',
  copy: 'Copy',
  copyLink: 'Copy link',
  copied: 'Copied',
  copyByHand: 'Could not copy. Press and hold the text to select it.',
  notCopied: 'It could not be copied. Press the link above long to copy it.',
  openWeChat: 'Open WeChat',
  checkNow: 'Check now',
  backToOrder: 'I have not paid, back to the order',
  seePaid: 'Show that payment',
  merchant: 'Merchant',
  amount: 'Amount',
  paidAt: 'Paid at',
  remark: 'Note',
  remarkHint: 'Optional',
  amountLabel: 'Amount (CNY)',
  amountHint: (min, max) => `${min} to ${max} per payment`,
  amountTooLow: (min) => `At least ${min}`,
  amountTooHigh: (max) => `At most ${max}`,
  unfinished: (amount) => `You have an unfinished payment of ${amount}`,
  takeUp: 'Continue it',
  typeAmount: 'Type another amount',
  keypad: 'Number keys',
  deleteDigit: 'Delete',
  minutesLeft: (minutes) =>
    minutes === 1 ? 'Less than a minute left to pay' : `Less than ${minutes} minutes left to pay`,
  timeUp: 'Time is up, checking the order…',
  resumed: 'The last payment was not finished. You can go on.',
  busy: 'A payment for this order has no result yet. If you have paid, please wait and do not pay again: this page updates by itself.',
  bridgeMissing: {
    money: 'The payment has not started. You will not be charged.',
    now: 'Please try again. If it still fails, close this page and open it again.',
  },
  confirming: {
    money: 'Please do not pay again before the result is known.',
    now: 'This usually takes a few seconds.',
  },
  asking: 'Checking with the payment provider…',
  pending: {
    money:
      'The payment provider has no result yet, so it is not known whether your money moved. Please do not pay again.',
    now: 'This page updates by itself. You may close it and open the payment link again later.',
  },
  pendingTrouble: {
    money:
      'There is no connection, so the result is not known. If you have paid, your money is not lost. Please do not pay again.',
    now: 'Trying again by itself; this page updates once you are online.',
  },
  pendingBank:
    'If your bank shows a charge that WeChat did not receive, the bank returns it by itself.',
  lastAsked: (time) => `Last checked: ${time}`,
  notCharged: (time) => `You were not charged (confirmed by the payment provider at ${time}).`,
  notPaidYet:
    'The merchant has not received a payment. If you did pay, please wait: this page updates by itself.',
  unpaidNow: 'The order is still open and you can try again.',
  denied: {
    what: 'This page cannot open WeChat Pay.',
    now: 'Trying again will most likely not help. Please tell the merchant.',
  },
  closed: {
    never: {
      money: 'No payment was ever started for this order. You will not be charged.',
      now: 'To buy it, please order again from the merchant.',
    },
    expired: {
      title: 'Order expired',
      money:
        'The time to pay is over. If you have paid already, your money is not lost: it pays for the order after all, or goes back by itself.',
      now: 'If you did not pay, you can order again. If you did, please wait with that: this page updates by itself.',
    },
    merchant: {
      money:
        'The merchant closed this order. If you have paid already, your money is not lost: it goes back by itself.',
      now: 'This page updates by itself. If you still want to buy, please order again from the merchant.',
    },
  },
  refundedNow: (amount) =>
    `${amount} went back to the account it was paid with. Your bank may take a while to show it.`,
  paidUp: 'This order is already paid',
  paidByAnother:
    'This order was paid with another payment; please do not pay. If you were charged too, your money goes back by itself and this page updates.',
  merchantRefund: {
    processing: 'The merchant is refunding you. This page updates once it is done.',
    succeeded:
      'The merchant has refunded a part of it to the account you paid with. Your bank may take a while to show it.',
    failed:
      'The merchant’s refund to you failed and the money has not gone back. Please ask the merchant, with the order number below.',
  },
  justPaid: (amount, time) => `You paid ${amount} at ${time}.`,
  justPaidNow:
    'Please look at that payment first. To pay once more all the same, tap “Pay once more”.',
  outsideMoney: 'You cannot pay here. No payment was started. You will not be charged.',
  retryIn: (clock) => `You can pay in ${clock}`,
  qrLabel: 'QR code of the payment link',
  openCheckout: 'Open the checkout',
  nowhere: {
    what: 'There is nothing at this address.',
    money: 'Opening it charges nothing.',
    now: 'Please come in from the merchant’s menu or payment link.',
  },
  landedBefore: 'This sign-in link has been used already.',
}
