import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Payment } from './payment'
import type { State } from '../states'

/** The payment as the pages see it: the one state it is in. Only its own events move it. */
export const usePayment = defineStore('payment', () => {
  const state = shallowRef<State>({ step: 'nowhere', landed: false })

  function show(payment: Payment): void {
    payment.follow((latest) => {
      state.value = latest
    })
  }

  return { state, show }
})
