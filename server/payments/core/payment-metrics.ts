import type { ChargeRecord } from './records'

/** How the gateway's report came in: by webhook or by query. */
export type Source = 'webhook' | 'query'

/** What a report about a charge led to, the first time it was applied. */
export type ConfirmedAs = 'paid' | 'second' | 'late' | 'failed' | 'closed'

/** Metrics of payments. They decide nothing, and nothing waits for them. */
export interface PaymentMetrics {
  /** A charge is in its payer's hands for the first time. */
  readonly chargeMade: (charge: Pick<ChargeRecord, 'gateway'>) => void
  readonly confirmed: (
    charge: Pick<ChargeRecord, 'gateway' | 'createdAt'>,
    outcome: ConfirmedAs,
    source: Source,
  ) => void
}

/** For callers without metrics. */
export const noMetrics: PaymentMetrics = {
  chargeMade: () => undefined,
  confirmed: () => undefined,
}
