import { describe, expect, test } from 'vitest'
import { languageTags, type Language } from '@/locales/language'
import { loadWords } from '@/locales/load'
import { receiptWords } from '@/locales/receipt'
import { CheckoutError } from '../../server/contract/errors'
import { ErrorCode } from '../../server/contract/problems'
import { explain, notPaid } from '../../server/locales/failures'
import { whereSaid } from '../sentences'

/** What no payer is told in this language, and why. */
const unsaid: Readonly<Record<Language, Readonly<Record<string, RegExp>>>> = {
  'zh-CN': {
    'nobody logged in, so nobody logs in again': /登录/,
    'a payment that did not begin is 没有发起支付': /没有打开支付|没有等到/,
  },
  'zh-Hant': {
    'nobody logged in, so nobody logs in again': /登入|登錄/,
    'a payment that did not begin is 沒有發起付款': /沒有開啟付款|沒有打開|沒有等到/,
    'what Taiwan calls by another word':
      /訂單號|收銀台|打開|重試|二維碼|屏幕|鏈接|聯系|登錄|賬|網絡|視頻|點擊|掃一掃|QR 碼|銀行卡|公眾號|當前|身份|原路|憑下/,
    'to pay is 付款; 支付 stands in names': /(?<!微信)支付(?!機構)/,
  },
  en: {
    'nobody logged in, so nobody logs in again': /sign(?:ed)?[- ]in|log(?:ged)?[- ]in/i,
    'what no English reader would say':
      /one too many|goes back|\blong to\b|say first|mended|menu once/i,
  },
}

/** States that watch their order, and what is said while one is prepared: here the page does turn by itself. */
const watches = [
  'busy',
  'closed.expired.now',
  'closed.merchant.now',
  'failures.inProgress.now',
  'merchantRefund.processing',
  'moneyBackNow.processing.now',
  'notPaidYet',
  'paidByAnother',
  'pending.now',
  'pendingTrouble.now',
  'watched',
]

const updates = /自动更新|自動更新|page updates|page will update/
const othersKnow =
  /已(?:经)?通知|已(?:經)?通知|has been (?:told|notified|informed)|正在恢复|being restored/i

describe.each(languageTags)('in %s', (language) => {
  test.each(Object.entries(unsaid[language]))('%s', async (_why, said) => {
    expect(whereSaid(await loadWords(language), said)).toEqual([])
    expect(whereSaid(receiptWords[language], said)).toEqual([])
  })

  test('that the page turns by itself is promised where an order is watched, and nowhere else', async () => {
    expect(whereSaid(await loadWords(language), updates).sort()).toEqual(watches)
    expect(whereSaid(receiptWords[language], updates)).toEqual([])
  })

  test('nobody is said to have been told, or to be at work, who is not', async () => {
    expect(whereSaid(await loadWords(language), othersKnow)).toEqual([])
    expect(whereSaid(receiptWords[language], othersKnow)).toEqual([])
  })
})

test('the pages that the backend writes promise nobody’s work either', () => {
  const said = [...ErrorCode.enum.map((code) => explain(new CheckoutError(code, ''))), notPaid]
  expect(whereSaid(said, othersKnow)).toEqual([])
  expect(whereSaid(said, updates)).toEqual([])
})
