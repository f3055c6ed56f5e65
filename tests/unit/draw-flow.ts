import type { PaymentEvent } from '@/payment/flow/events'
import { next, steps } from '@/payment/flow/flow'
import type { State, Step } from '@/payment/states'
import { answered, events, failing, iso, noon, order, samples } from './samples'

const own = { chargeId: 'c1', status: 'succeeded' } as const
const refund = { status: 'processing', reason: null, amount: order.amount } as const
const over = (status: 'paid' | 'closed' | 'refunded') => ({ ...order, status })
const charge = events.charged.charge

/** Each event in the forms in which it leads somewhere else. */
const happenings: readonly PaymentEvent[] = [
  ...Object.values(events),
  ...(['ok', 'cancel', 'fail', 'denied', 'unknown'] as const).map((hint) => ({
    type: 'bridge_answered' as const,
    hint,
  })),
  ...(['unpaid', 'processing', 'paid', 'closed', 'refunded', 'failed'] as const).flatMap(
    (status) => [
      answered({ status }, noon + 60_000),
      answered({ status, paidAt: iso(noon), mine: { ...own, refund: null } }, noon + 60_000),
      answered({ status, mine: { ...own, refund } }, noon + 60_000),
    ],
  ),
  answered({ status: 'failed', failure: { code: 'balance', message: '' } }, noon + 60_000),
  ...(['paid', 'closed', 'refunded'] as const).flatMap((status): PaymentEvent[] => [
    { ...events.loaded, order: over(status) },
    { ...events.loaded, order: over(status), answer: answered({ status }).answer },
    { ...events.ordered, order: over(status) },
    { ...events.signed_in, order: over(status) },
  ]),
  { ...events.loaded, order: { ...order, autoPay: true }, charge },
  { ...events.signed_in, order: { ...order, autoPay: true }, charge },
  { ...events.signed_in, order },
  { ...events.signed_in, target: { kind: 'amount' } },
  { ...events.ordered, order: { ...order, autoPay: true } },
  { ...events.options_loaded, options: { ...events.options_loaded.options, openAmount: null } },
  { ...events.order_failed, failure: failing('login_required') },
  {
    ...events.order_failed,
    failure: { ...failing('just_paid'), justPaid: samples.just_paid.paid },
  },
  { ...events.charge_failed, failure: failing('charge_in_progress') },
  { ...events.charge_failed, failure: failing('order_paid') },
  { ...events.charge_failed, failure: failing('order_closed') },
  { ...events.load_failed, failure: failing('order_not_found') },
]

/** What a state's own events lead to, by the step they lead to; `steps` in payment order. */
export function movesOf(step: Step): ReadonlyMap<Step, readonly string[]> {
  const found = new Map<Step, Set<string>>()
  for (const from of formsOf(samples[step])) {
    for (const event of happenings) {
      const to = next(from, event, noon + 61_000).step
      if (to !== step) found.set(to, (found.get(to) ?? new Set()).add(event.type))
    }
  }
  return new Map(
    steps.flatMap((to) => {
      const by = found.get(to)
      return by ? [[to, [...by].sort()] as const] : []
    }),
  )
}

/** A step whose way on depends on more than its name. */
function formsOf(state: State): readonly State[] {
  switch (state.step) {
    case 'loading':
    case 'leaving':
    case 'load_failed':
      return [
        state,
        { ...state, target: { kind: 'amount' } },
        { ...state, target: { kind: 'item', item: 'latte', auto: true } },
      ]
    case 'ordering':
      return [state, { ...state, request: { item: 'latte', auto: true } }]
    case 'confirming':
      return [state, { ...state, hint: 'cancel' }, { ...state, resumed: true }]
    default:
      return [state]
  }
}

/** The last part of `docs/states.md`: the payer's page, as `next` itself goes through it. */
export function drawFlow(): string {
  const moves = steps.map((step) => [step, movesOf(step)] as const)
  return [
    '## The payer’s page',
    '',
    'The steps that the page shows, and the events that lead from one to the next. Every step also accepts events that change nothing. `asked` is the answer of a status query, `loaded` an order from the backend. No other event leads to a result, and none from the bridge does.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    '    [*] --> landing',
    ...moves.flatMap(([from, ways]) => [...ways.keys()].map((to) => `    ${from} --> ${to}`)),
    '```',
    '',
    ...moves.flatMap(([from, ways]) =>
      [...ways].map(([to, by]) => `- ${from} → ${to}: ${by.map((one) => `\`${one}\``).join(', ')}`),
    ),
  ].join('\n')
}
