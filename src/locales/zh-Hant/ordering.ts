import type { Words } from '../zh-CN/dictionary'

export const ordering = {
  remark: '備註',
  remarkHint: '選填，最多 50 字',
  amountLabel: '付款金額（人民幣）',
  amountHint: (min, max) => `單筆 ${min} 至 ${max}`,
  amountTooLow: (min) => `最少 ${min}`,
  amountTooHigh: (max) => `最多 ${max}`,
  unfinished: (amount) => `您有一筆未完成的付款 ${amount}`,
  takeUp: '繼續這筆付款',
  typeAmount: '輸入其他金額',
  keypad: '數字鍵盤',
  deleteDigit: '刪除',
  minutesLeft: (minutes) => `付款剩餘時間不到 ${minutes} 分鐘`,
  timeUp: '付款時間已到，正在確認訂單狀態…',
  resumed: '上次的付款沒有完成，可以繼續付款。',
  busy: '這筆訂單有一筆付款還沒有結果。如果您已付款，請稍候，不要重複付款，本頁會自動更新。',
  bridgeMissing: {
    money: '付款還沒有開始，不會扣款。',
    now: '請再試一次；如果還是不行，請關閉頁面後重新開啟。',
  },
  justPaid: (amount, time) => `您在 ${time} 剛付過 ${amount}。`,
  justPaidNow: '請先看看那筆付款。如果確定要再付一次，請點「再付一次」。',
  comeBack: (time) => `請在 ${time} 之後再來。`,
  retryIn: (clock) => `${clock} 後可以付款`,
} satisfies Partial<Words>
