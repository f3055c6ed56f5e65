import { createHash } from 'node:crypto'
import type { OpenOrderRequest } from '../../contract/orders'
import { CheckoutError } from '../../contract/errors'
import type { PaymentDeps } from '../core/deps'
import type { IdempotencyClaim } from '../core/refund-repository'
import type { SlotOpening } from '../core/order-repository'
import { newOrderId, newOrderNo } from '../core/ids'
import type { OrderRecord } from '../core/records'
import { draftOf, slotOf, type Shop, type Draft } from './draft-order'

export const orderLife = 24 * 60 * 60_000

/** In ms: a typed amount started within this time is continued. The payer closed the window at the same counter. */
const typedAgainWindow = 10 * 60_000

/** In ms: a typed amount started within this time is offered to its payer. */
const offeredWindow = 30 * 60_000

type OpenDeps = Pick<PaymentDeps, 'repository' | 'clock' | 'random'>

/**
 * Opens an order for a payer who comes from a menu: a catalogue item, or an amount they typed. Their
 * unfinished order for the same is given again, however many requests come at once. The same key gives the
 * same order, whatever has become of it and of the catalogue since.
 * @throws CheckoutError item_not_found, open_amount_off, amount_out_of_range, just_paid,
 *   idempotency_key_reused
 */
export async function openOrder(
  deps: OpenDeps,
  shop: Shop,
  payer: { readonly openid: string; readonly key: string },
  request: OpenOrderRequest,
): Promise<OrderRecord> {
  const requestHash = createHash('sha256').update(JSON.stringify(request)).digest('hex')
  const known = await deps.repository.idempotencyClaim(payer.openid, payer.key)
  if (known) return sameAgain(deps, known, requestHash)
  const draft = draftOf(shop, request)
  for (;;) {
    const asking = { ...payer, requestHash, again: request.again ?? false }
    const opening = openingOf(deps, shop, asking, draft)
    const answer = await deps.repository.openInSlot(opening)
    switch (answer.outcome) {
      case 'given':
      case 'opened':
        return answer.order
      case 'known':
        return sameAgain(deps, answer.claim, requestHash)
      case 'just_paid':
        throw justPaid(answer.order)
      case 'number_taken':
      // Tried again with another number.
    }
  }
}

async function sameAgain(
  deps: OpenDeps,
  claim: IdempotencyClaim,
  requestHash: string,
): Promise<OrderRecord> {
  if (claim.requestHash !== requestHash) {
    throw new CheckoutError('idempotency_key_reused', 'This key was used for another request.')
  }
  const order = await deps.repository.orderById(claim.standsFor)
  if (!order) throw new CheckoutError('internal_error', 'The order could not be found.')
  return order
}

interface Asking {
  readonly openid: string
  readonly key: string
  readonly requestHash: string
  readonly again: boolean
}

function openingOf(
  { clock, random }: OpenDeps,
  { justPaidWindow }: Shop,
  { openid, key, requestHash, again }: Asking,
  draft: Draft,
): SlotOpening {
  const now = clock.now()
  const order = newOrder(random, openid, draft, now)
  return {
    order,
    slot: slotOf(draft),
    claim: { owner: openid, key, requestHash, standsFor: order.orderId, createdAt: now },
    heldSince: draft.item === null ? now - typedAgainWindow : null,
    paidSince: again || justPaidWindow === 0 ? null : now - justPaidWindow,
    now,
  }
}

function justPaid(paid: OrderRecord): CheckoutError {
  return new CheckoutError('just_paid', 'You paid for the same thing a moment ago.', {
    extra: {
      orderId: paid.orderId,
      amount: paid.amount,
      paidAt: new Date(paid.paidAt ?? paid.createdAt).toISOString(),
    },
  })
}

/** The newest amount that this payer typed a moment ago and did not pay. */
export async function unfinishedAmount(
  deps: Pick<PaymentDeps, 'repository' | 'clock'>,
  openid: string,
): Promise<OrderRecord | null> {
  const now = deps.clock.now()
  return (await deps.repository.begunAmounts(openid, now - offeredWindow, now))[0] ?? null
}

function newOrder(
  random: OpenDeps['random'],
  openid: string,
  draft: Draft,
  createdAt: number,
): SlotOpening['order'] {
  return {
    ...draft,
    orderId: newOrderId(random),
    orderNo: newOrderNo(random, createdAt),
    openid,
    currency: 'CNY',
    state: 'open',
    closedBy: null,
    expiresAt: createdAt + orderLife,
    paidAt: null,
    paidChargeId: null,
    lastChargeId: null,
    returnUrl: null,
    notifyUrl: null,
    metadata: {},
    amendments: 0,
    contentHash: '',
    createdAt,
  }
}
