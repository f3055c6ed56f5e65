import {
  chargeTransitions,
  orderTransitions,
  refundTransitions,
  type OrderStage,
  type RefundState,
} from '../../../server/payments/core/transitions'
import type { ChargeStatus } from '../../../server/contract/charges'

/** Why a move happens, by `from → to`; a move that is in no table has nothing to say. */
type Reasons<S extends string> = Partial<Record<`${S} → ${S}`, string>>

interface Machine<S extends string> {
  readonly title: string
  readonly about: string
  readonly moves: Readonly<Record<S, readonly S[]>>
  readonly start: S
  readonly reasons: Reasons<S>
}

const order: Machine<OrderStage> = {
  title: 'Order',
  about:
    'The contract’s `unpaid` and `processing` are both `open`: which of them it is follows from the last charge. `expired` and `closed` are both the contract’s `closed`.',
  moves: orderTransitions,
  start: 'open',
  reasons: {
    'open → paid': 'its gateway vouches for money of one of its charges',
    'open → expired': 'its time ran out, and its last charge has ended',
    'open → closed': 'the merchant closed it, its last charge first',
    'expired → paid': 'money came after all: it is honoured',
    'expired → closed': 'the merchant wants no late money',
    'paid → refunded': 'the whole payment has gone back',
  },
}

const charge: Machine<ChargeStatus> = {
  title: 'Charge',
  about:
    'Only `live` has a credential in somebody’s hands. Every end without money can still turn into `succeeded`, because the channel confirms late: what the order does not take by then goes back by itself.',
  moves: chargeTransitions,
  start: 'creating',
  reasons: {
    'creating → live': 'the gateway answered, and the credential is committed',
    'creating → lost':
      'no answer that can be used, or nobody left to wait for one: from now on nobody can be given it',
    'creating → failed': 'the gateway refused it',
    'creating → succeeded': 'a webhook was quicker than everything else',
    'live → succeeded': 'webhook or query: the money is there',
    'live → failed': 'a query says so',
    'live → closed':
      'closed at its gateway, and asked about after that; or denied by the gateway for minutes after its time',
    'lost → succeeded': 'its webhook came, or a query once its id was known',
    'lost → failed': 'a query says so, once its id is known',
    'lost → closed': 'closed at a gateway where a close can be seen, before another one is made',
    'failed → succeeded': 'the money came after all',
    'closed → succeeded': 'the money came after all',
  },
}

const refund: Machine<RefundState> = {
  title: 'Refund',
  about:
    'The contract calls `wanted`, `sending` and `processing` all `processing`. `sending` is committed before the gateway is called. Where a refund cannot be sent again under the same id (Paymax), it is left for `wanted` only where nothing was done or nothing is found.',
  moves: refundTransitions,
  start: 'wanted',
  reasons: {
    'wanted → sending':
      'a query showed the money, and nothing of this refund; or it is known by our id and sent at once',
    'wanted → processing': 'it is listed already: an earlier sending got through',
    'wanted → succeeded': 'it is listed already, as done',
    'wanted → failed':
      'nothing is left to send back, it is listed as failed, or its charge is denied',
    'sending → wanted': 'provably not done, or looked for and not found',
    'sending → processing': 'the gateway has it: answered, or found by our id',
    'sending → succeeded': 'done at once, or found done',
    'sending → failed': 'refused, found failed, or its charge is denied',
    'processing → succeeded': 'a query says so',
    'processing → failed': 'a query says so, or the gateway denies it for an hour',
    'failed → succeeded': 'the gateway tells it as done after all',
  },
}

/** The page `docs/states.md`. @throws where a move and its reason do not belong together */
export function drawStates(): string {
  const head = [
    '# The states of order, charge, refund and page',
    '',
    '<!-- Drawn from server/payments/core/transitions.ts and src/payment/flow by tests/unit/states-page.test.ts: change those, then run it with -u. -->',
    '',
    'The store’s conditional updates start from these very tables, so nothing moves along an arrow that is not',
    'here. A word of a gateway that comes late, again or out of order finds nothing to move.',
  ]
  return `${[head.join('\n'), draw(order), draw(charge), draw(refund)].join('\n\n')}\n`
}

function draw<S extends string>(machine: Machine<S>): string {
  const { title, about, moves, start, reasons } = machine
  const states = Object.keys(moves) as S[]
  const drawn = states.flatMap((from) => moves[from].map((to) => `${from} → ${to}` as const))
  for (const move of Object.keys(reasons)) {
    if (!drawn.some((one) => one === move)) throw new Error(`${title}: no such move: ${move}`)
  }
  const arrows = states.flatMap((from) => moves[from].map((to) => `    ${from} --> ${to}`))
  const ends = states.filter((state) => moves[state].length === 0)
  return [
    `## ${title}`,
    '',
    about,
    '',
    '```mermaid',
    'stateDiagram-v2',
    `    [*] --> ${start}`,
    ...arrows,
    ...ends.map((state) => `    ${state} --> [*]`),
    '```',
    '',
    ...drawn.map((move) => {
      const reason = reasons[move]
      if (reason === undefined) throw new Error(`${title}: nobody says why ${move}`)
      return `- ${move}: ${reason}`
    }),
  ].join('\n')
}
