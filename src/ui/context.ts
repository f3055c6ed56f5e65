import { inject, type InjectionKey } from 'vue'
import type { Words } from '@/locales/words'
import type { PaymentEvent } from '@/payment/events'
import type { Tools } from '@/platform/tools'

export const wordsKey: InjectionKey<Words> = Symbol('words')
export const toolsKey: InjectionKey<Tools> = Symbol('tools')
export const applyKey: InjectionKey<(event: PaymentEvent) => void> = Symbol('apply')

function given<T>(key: InjectionKey<T>): T {
  const found = inject(key)
  if (found === undefined) throw new Error(`nothing provides ${String(key)}`)
  return found
}

/** Everything the payer reads, in the payer's language. */
export const useWords = () => given(wordsKey)
/** The doors to the outside, for what is no part of a payment: copying, closing the window. */
export const useTools = () => given(toolsKey)
/** The one way a view moves the payment on. */
export const useApply = () => given(applyKey)
