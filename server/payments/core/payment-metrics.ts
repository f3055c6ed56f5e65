import type { ChargeRecord } from './records'

/** How the gateway's word came in: by itself, or because it was asked. */
export type Source = 'webhook' | 'query'

/** What the word about a charge came to, the first time that it was applied. */
export type ConfirmedAs = 'paid' | 'second' | 'late' | 'failed' | 'closed'

/** Told of what a shop's figures are made of. Decides nothing, and nothing waits for it. */
export interface PaymentMetrics {
  /** A charge is in its payer's hands for the first time. */
  readonly chargeMade: (charge: Pick<ChargeRecord, 'gateway'>) => void
  readonly confirmed: (
    charge: Pick<ChargeRecord, 'gateway' | 'createdAt'>,
    outcome: ConfirmedAs,
    source: Source,
  ) => void
}

/** For who has no use for them. */
export const noMetrics: PaymentMetrics = {
  chargeMade: () => undefined,
  confirmed: () => undefined,
}
