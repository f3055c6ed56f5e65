import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Payment } from './payment'
import type { State } from '../states'

/** The payment for the views: its one state. Only its own events change it. */
export const usePayment = defineStore('payment', () => {
  const state = shallowRef<State>({ step: 'nowhere', landed: false })

  function show(payment: Payment): void {
    payment.follow((latest) => {
      state.value = latest
    })
  }

  return { state, show }
})
