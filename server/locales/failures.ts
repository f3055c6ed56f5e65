/** The text of error pages: in both languages, since the backend does not know the reader's. */
import type { ErrorCode } from '../contract/problems'
import type { CheckoutError } from '../contract/errors'

interface Words {
  readonly heading: string
  readonly now: string
}

interface Explanation {
  readonly zh: Words
  readonly en: Words
  /** Whether the same address may work in a moment. */
  readonly again: boolean
}

const broken: Explanation = {
  zh: { heading: '页面没有打开', now: '收银台出了点问题，我们已经记录下来。请稍后重试。' },
  en: {
    heading: 'The page did not open',
    now: 'Something went wrong on our side and has been recorded. Please try again in a moment.',
  },
  again: true,
}

const wrongLink: Explanation = {
  zh: {
    heading: '链接打不开',
    now: '这个地址不完整，或不是收银台的地址。请回到商家的消息或公众号菜单，重新打开。',
  },
  en: {
    heading: 'This link cannot be opened',
    now: 'The address is incomplete or does not belong to this checkout. Please open it again from the merchant’s message or menu.',
  },
  again: false,
}

const explained: { readonly [C in ErrorCode]?: Explanation } = {
  rate_limited: {
    zh: { heading: '操作太频繁', now: '请稍等一会儿再试。' },
    en: { heading: 'Too many attempts', now: 'Please wait a moment, then try again.' },
    again: true,
  },
  not_ready: {
    zh: { heading: '收银台暂时无法使用', now: '请稍后重试。' },
    en: {
      heading: 'The checkout is not available right now',
      now: 'Please try again in a moment.',
    },
    again: true,
  },
}

export const notPaid = {
  zh: '这个页面没有发起支付。如果之前已经付款，请先查看微信支付凭证，不要重复付款。',
  en: 'This page has not started a payment. If you have already paid, please check your WeChat Pay records and do not pay again.',
}

export const retry = { zh: '重试', en: 'Try again' }

/** The text for a failure; a code without one of its own gets the general text. */
export function explain({ code, status }: CheckoutError): Explanation {
  return explained[code] ?? (status >= 500 ? broken : wrongLink)
}
