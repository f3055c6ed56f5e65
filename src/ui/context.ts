import { inject, type InjectionKey } from 'vue'
import type { Language } from '@/locales/language'
import type { Words } from '@/locales/zh-CN/dictionary'
import type { PaymentEvent } from '@/payment/flow/events'
import type { Environment } from '@/payment/arriving-states'
import type { MerchantContact } from '@/platform/merchant-contact'
import type { Tools } from '@/platform/tools'

/** The dictionary in the payer's language, and how to choose another one. */
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

/** The dictionary in the payer's language. */
export const useWords = () => given(speechKey).words

/** The same, with the choice of another language. */
export const useSpeech = () => given(speechKey)

/** Access to the outside for what is not part of a payment: copying, closing the window. */
export const useTools = () => given(toolsKey)

/** The merchant's contact, if there is one. */
export const useContact = () => given(contactKey)

/** Which WeChat the page is in, if any. */
export const useEnvironment = () => given(environmentKey)

/** The only way for a view to change the payment. */
export const useApply = () => given(applyKey)
