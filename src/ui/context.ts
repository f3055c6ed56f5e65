import { inject, type InjectionKey } from 'vue'
import type { Language } from '@/locales/language'
import type { Words } from '@/locales/zh-CN/dictionary'
import type { PaymentEvent } from '@/payment/flow/events'
import type { Environment } from '@/payment/arriving-states'
import type { MerchantContact } from '@/platform/merchant-contact'
import type { Tools } from '@/platform/outside'

/** What the payer reads, and how they choose another language. */
export interface Speech {
  readonly words: Words
  readonly choose: (language: Language) => Promise<void>
}

export const speechKey: InjectionKey<Speech> = Symbol('speech')

export const toolsKey: InjectionKey<Tools> = Symbol('tools')

export const contactKey: InjectionKey<MerchantContact | null> = Symbol('contact')

export const environmentKey: InjectionKey<Environment> = Symbol('environment')

export const applyKey: InjectionKey<(event: PaymentEvent) => void> = Symbol('apply')

function given<T>(key: InjectionKey<T>): T {
  const found = inject(key)
  if (found === undefined) throw new Error(`nothing provides ${String(key)}`)
  return found
}

/** Everything the payer reads, in the payer's language. */
export const useWords = () => given(speechKey).words

/** The same, with the choice of another language. */
export const useSpeech = () => given(speechKey)

/** The doors to the outside, for what is no part of a payment: copying, closing the window. */
export const useTools = () => given(toolsKey)

/** Whom the merchant has named for payers to turn to, if anybody. */
export const useContact = () => given(contactKey)

/** Which WeChat the page is in, if any. */
export const useEnvironment = () => given(environmentKey)

/** The one way a view moves the payment on. */
export const useApply = () => given(applyKey)
