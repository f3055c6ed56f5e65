import { contactMerchant } from './steps'
import type { Words } from '../zh-CN/dictionary'

export const result = {
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
} satisfies Partial<Words>
