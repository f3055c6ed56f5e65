import { contactMerchant } from './steps'
import type { Words } from '../zh-CN/dictionary'

export const confirming = {
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
} satisfies Partial<Words>
