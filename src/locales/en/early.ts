import type { EarlyWords } from '../zh-CN/early-words'

export const earlyEn = {
  payTo: (merchant) => `Pay ${merchant}`,
  payUntil: (time) => `Please pay before ${time}`,
  timeLeft: (clock) => `${clock} left to pay`,
  goods: 'Item',
  details: 'Details',
  orderNo: 'Order number',
  entering: 'Opening the checkout',
  pay: 'Pay now',
  check: 'Check the result',
  charging: 'Starting the payment…',
  opening: 'Opening WeChat Pay…',
  inSheet: 'Finish paying in WeChat Pay',
  inSheetHint:
    'After paying, tap Done in WeChat. If nothing happens, check the result below. Please do not pay again.',
  sheetUntapped:
    'WeChat Pay did not appear? If you have not paid yet, open it with the button below.',
  secure: 'Paid with WeChat Pay',
} satisfies EarlyWords
