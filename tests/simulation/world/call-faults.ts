import type { Odds } from './faults'

export type CallKind = 'create' | 'query' | 'close' | 'refund' | 'query refund'

type CallFault =
  | 'request lost'
  | 'answer lost'
  | 'answer not verified'
  | 'not sent'
  | 'passing fault'
  | 'refused'
  | 'arrives late'

export type NamedCallFault = `${CallKind}: ${CallFault}`

/** What may go wrong with a call, for how often calls go wrong at all. */
export function oddsOfCalls(
  often: number,
  refunds: number,
): Record<CallKind, Odds<NamedCallFault>> {
  const usual = (kind: CallKind, rate = often): Odds<NamedCallFault> => [
    [`${kind}: request lost`, rate * 0.25],
    [`${kind}: answer lost`, rate * 0.3],
    [`${kind}: answer not verified`, rate * 0.1],
    [`${kind}: not sent`, rate * 0.1],
    [`${kind}: passing fault`, rate * 0.1],
    [`${kind}: arrives late`, rate * 0.1],
  ]
  const refused = (kind: CallKind): Odds<NamedCallFault> => [[`${kind}: refused`, often * 0.05]]
  return {
    create: [...usual('create'), ...refused('create')],
    query: [...usual('query'), ...refused('query')],
    close: usual('close'),
    refund: usual('refund', Math.min(0.8, often * refunds)),
    'query refund': usual('query refund'),
  }
}

const failure = { reason: 'unknown', code: 'SIMULATED', message: '' } as const

/** What the adapter makes of it (`server/gateways/paymax/failure-codes.ts`). */
export const outcomes = {
  lost: { outcome: 'lost', failure },
  untrusted: { outcome: 'untrusted', failure },
  unavailable: { outcome: 'unavailable', failure },
  rejected: { outcome: 'rejected', failure },
} as const

export type Outcome = (typeof outcomes)[keyof typeof outcomes]

/** Whether the gateway does what it was asked for all the same, and what the caller is told. */
export function courseOf(
  kind: CallKind,
  fault: NamedCallFault,
): {
  readonly performed: 'now' | 'late' | 'never'
  readonly told: Outcome
  readonly slow: boolean
} {
  const what = fault.slice(kind.length + 2) as CallFault
  switch (what) {
    case 'request lost':
      return { performed: 'never', told: outcomes.lost, slow: true }
    case 'answer lost':
      return { performed: 'now', told: outcomes.lost, slow: true }
    case 'arrives late':
      return { performed: 'late', told: outcomes.lost, slow: true }
    case 'answer not verified':
      return { performed: 'now', told: outcomes.untrusted, slow: false }
    case 'not sent':
      return { performed: 'never', told: outcomes.unavailable, slow: false }
    case 'passing fault': {
      const asks = kind === 'query' || kind === 'close' || kind === 'query refund'
      return asks
        ? { performed: 'never', told: outcomes.unavailable, slow: false }
        : { performed: 'now', told: outcomes.lost, slow: false }
    }
    case 'refused':
      return { performed: 'never', told: outcomes.rejected, slow: false }
  }
}
