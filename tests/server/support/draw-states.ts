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
    'The contract’s `unpaid` and `processing` are both stored as `open`; the last charge decides which of them it is. `expired` and `closed` are both `closed` in the contract.',
  moves: orderTransitions,
  start: 'open',
  reasons: {
    'open → paid': 'its gateway confirms the payment of one of its charges',
    'open → expired': 'it has expired, and its last charge has ended',
    'open → closed': 'the merchant closed it, after its last charge was closed',
    'expired → paid': 'a late payment arrived and is accepted',
    'expired → closed': 'the merchant closed it, to accept no late payment',
    'paid → refunded': 'the payment was refunded in full',
  },
}

const charge: Machine<ChargeStatus> = {
  title: 'Charge',
  about:
    'Only for a `live` charge does a payer have a credential. A charge that ended without a payment can still become `succeeded`, because the channel may confirm late. If the order does not accept the payment then, it is refunded automatically.',
  moves: chargeTransitions,
  start: 'creating',
  reasons: {
    'creating → live': 'the gateway answered, and the credential is committed',
    'creating → lost':
      'no usable answer, or no process waits for one any more: from now on it is never handed out',
    'creating → failed': 'the gateway refused it',
    'creating → succeeded': 'a webhook arrived before the answer',
    'live → succeeded': 'a webhook or a query reports the payment',
    'live → failed': 'a query reports it',
    'live → closed':
      'closed at its gateway and confirmed by a query; or denied by the gateway for minutes after its expiry',
    'lost → succeeded': 'its webhook arrived, or a query when its id was known',
    'lost → failed': 'a query reports it, when its id is known',
    'lost → closed':
      'closed at a gateway where a close can be confirmed, before another charge is created',
    'failed → succeeded': 'the payment arrived after all',
    'closed → succeeded': 'the payment arrived after all',
  },
}

const refund: Machine<RefundState> = {
  title: 'Refund',
  about:
    'The contract calls `wanted`, `sending` and `processing` all `processing`. `sending` is committed before the gateway is called. If a refund cannot be sent again under the same id (Paymax), it only returns to `wanted` if nothing was done or nothing is found.',
  moves: refundTransitions,
  start: 'wanted',
  reasons: {
    'wanted → sending':
      'a query showed the payment and nothing of this refund; or the gateway knows it by our id, and it is sent immediately',
    'wanted → processing': 'it is already listed: an earlier attempt reached the gateway',
    'wanted → succeeded': 'it is already listed as done',
    'wanted → failed': 'nothing is left to refund, it is listed as failed, or its charge is denied',
    'sending → wanted': 'certainly not done, or looked for and not found',
    'sending → processing': 'the gateway has it: by its answer, or found by our id',
    'sending → succeeded': 'done immediately, or found done',
    'sending → failed': 'refused, found failed, or its charge is denied',
    'processing → succeeded': 'a query reports it',
    'processing → failed': 'a query reports it, or the gateway denies it for an hour',
    'failed → succeeded': 'the gateway reports it as done after all',
  },
}

/** The page `docs/states.md`. @throws where a move and its reason do not belong together */
export function drawStates(): string {
  const head = [
    '# The states of order, charge, refund and page',
    '',
    '<!-- Drawn from server/payments/core/transitions.ts and src/payment/flow by tests/unit/states-page.test.ts: change those, then run it with -u. -->',
    '',
    'The conditional updates of the database use the same tables, so there is no transition that is not shown here. A report',
    'of a gateway that arrives late, twice or out of order changes nothing.',
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
