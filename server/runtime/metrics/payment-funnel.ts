/** The payment funnel from the landing to the confirmed payment: how many reached each step, and how long it took. */
import type { PaymentMetrics } from '../../payments/core/payment-metrics'
import { createCounter, type Counter } from './counter'
import { createHistogram, type Histogram } from './histogram'

/**
 * `landed`: returned from WeChat with a code. `sheet_asked`: the page requested the sheet; `sheet_ok`: the
 * sheet reported success, which is only the phone's claim. `paid`: the gateway reported it.
 */
export type Step = (typeof steps)[number]

const steps = ['landed', 'signed_in', 'charge_made', 'sheet_asked', 'sheet_ok', 'paid'] as const

export interface PaymentSteps {
  readonly metrics: PaymentMetrics
  readonly reached: (step: Step) => void
  readonly counter: Counter
  readonly histogram: Histogram
}

export function createPaymentSteps(now: () => number): PaymentSteps {
  const help = 'How far payers came: each step as often as it was reached'
  const counter = createCounter('funnel', help, 'step')
  for (const step of steps) counter.begin(step)
  const histogram = createHistogram({
    name: 'confirmation_seconds',
    help: 'From a charge to the gateway’s word applied, by what it came to and how the word came in',
    labels: ['gateway', 'outcome', 'source'],
    bounds: [5, 10, 20, 30, 60, 120, 300, 900],
  })
  const reached = (step: Step) => counter.add(step)

  return {
    counter,
    histogram,
    reached,
    metrics: {
      chargeMade: () => reached('charge_made'),
      confirmed({ gateway, createdAt }, outcome, source) {
        histogram.add(now() - createdAt, gateway, outcome, source)
        if (outcome === 'paid') reached('paid')
      },
    },
  }
}
