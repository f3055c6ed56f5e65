import type { Words } from '../zh-CN/dictionary'

export const ordering = {
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
  justPaid: (amount, time) => `You paid ${amount} at ${time}.`,
  justPaidNow: 'Please look at that payment first. If you do want to pay again, tap “Pay again”.',
  comeBack: (time) => `Please come back after ${time}.`,
  retryIn: (clock) => `You can pay in ${clock}`,
} satisfies Partial<Words>
