import type { Language } from '../src/locales/language'

interface Claims {
  /** That nothing was charged, in whatever way it could be put. Not: that a step will charge nothing. */
  readonly notCharged: RegExp
  /** That a payment succeeded. */
  readonly paid: RegExp
}

/** What may be said in one place only: it is true only once Paymax was asked, and systems outside look for it. */
export const claims: Readonly<Record<Language, Claims>> = {
  'zh-CN': {
    notCharged: /未扣款|没有?扣款|未被扣款|没有被扣/,
    paid: /支付成功|付款成功|成功支付|成功付款/,
  },
  'zh-Hant': {
    notCharged: /未扣款|沒有?扣款|未被扣款|沒有被扣/,
    paid: /支付成功|付款成功|成功支付|成功付款/,
  },
  en: {
    notCharged:
      /\b(?:not|never|nothing|no money) (?:(?:was|were|been|has been) )?(?:charged|moved|taken)\b|n[’']t charged/i,
    paid: /payment (?:was |is )?(?:success|complete[^d])|success\w* pa(?:id|yment)|paid success/i,
  },
}
