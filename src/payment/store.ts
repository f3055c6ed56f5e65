import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { PaymentEvent } from './events'
import { next } from './flow'
import type { State } from './states'

/** The one state a payment is in. Events are the only way to move it. */
export const usePayment = defineStore('payment', () => {
  const state = shallowRef<State>({ step: 'nowhere', landed: false })

  function start(first: State): void {
    state.value = first
  }

  function apply(event: PaymentEvent, at: number): void {
    state.value = next(state.value, event, at)
  }

  return { state, start, apply }
})
