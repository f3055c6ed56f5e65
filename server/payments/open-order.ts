import { createHash } from 'node:crypto'
import type { OpenOrderRequest } from '../contract'
import { CheckoutError } from '../errors'
import type { PaymentDeps } from './deps'
import type { SameThing } from './ledger'
import { newOrderId, newOrderNo } from './names'
import type { OrderRecord } from './records'

/** A fixed-price thing behind a menu entry. `amount` in fen. */
export interface CatalogItem {
  readonly item: string
  readonly subject: string
  readonly body: string
  readonly amount: number
  readonly autoPay: boolean
}

export interface Shop {
  readonly merchantName: string
  readonly catalog: readonly CatalogItem[]
  /** fen; null where payers may not type an amount */
  readonly openAmount: { readonly min: number; readonly max: number } | null
}

export const orderLife = 24 * 60 * 60_000
/** Within this time, paying for the same again is asked about first. */
const justPaidWindow = 10 * 60_000

/** A typed amount begun within this time is taken up again: the window closed, the till is the same. */
const typedAgainWindow = 10 * 60_000
/** A typed amount begun within this time is offered to its payer. */
const offeredWindow = 30 * 60_000

type OpenDeps = Pick<PaymentDeps, 'ledger' | 'clock' | 'random'>

/**
 * Opens an order for a payer who comes from a menu: a catalogue item, or an amount they typed. Their
 * unfinished order for the same is given again; the same key again gives the same order.
 * @throws CheckoutError item_not_found, open_amount_off, amount_out_of_range, just_paid,
 *   idempotency_key_reused
 */
export async function openOrder(
  deps: OpenDeps,
  shop: Shop,
  payer: { readonly openid: string; readonly key: string },
  wish: OpenOrderRequest,
): Promise<OrderRecord> {
  const draft = draftOf(shop, wish)
  const same: SameThing = 'item' in wish ? { item: wish.item } : { amount: wish.amount }
  const requestHash = createHash('sha256').update(JSON.stringify(wish)).digest('hex')

  const known = await deps.ledger.idempotencyClaim(payer.openid, payer.key)
  if (!known && !wish.again) await refuseJustPaid(deps, payer.openid, same)
  const orderId = known?.standsFor ?? (await unfinishedId(deps, payer.openid, draft))
  const claim =
    known ??
    (await deps.ledger.claimIdempotencyKey({
      owner: payer.openid,
      key: payer.key,
      requestHash,
      standsFor: orderId ?? newOrderId(deps.random),
      createdAt: deps.clock.now(),
    }))
  if (claim.requestHash !== requestHash) {
    throw new CheckoutError('idempotency_key_reused', 'This key was used for another request.')
  }
  return orderOf(deps, claim.standsFor, payer.openid, draft)
}

type Draft = Pick<OrderRecord, 'source' | 'item' | 'subject' | 'body' | 'amount' | 'autoPay'>

function draftOf(shop: Shop, wish: OpenOrderRequest): Draft {
  if ('item' in wish) {
    const found = shop.catalog.find((item) => item.item === wish.item)
    if (!found) throw new CheckoutError('item_not_found', 'There is no such item.')
    const { item, subject, body, amount, autoPay } = found
    return { source: 'item', item, subject, body, amount, autoPay }
  }
  if (!shop.openAmount) throw new CheckoutError('open_amount_off', 'Amounts cannot be typed here.')
  const { min, max } = shop.openAmount
  if (wish.amount < min || wish.amount > max) {
    throw new CheckoutError('amount_out_of_range', `The amount must be ${min} to ${max} fen.`)
  }
  const subject = shop.merchantName
  const body = wish.remark?.trim() || shop.merchantName
  return { source: 'amount', item: null, subject, body, amount: wish.amount, autoPay: false }
}

async function refuseJustPaid(deps: OpenDeps, openid: string, same: SameThing): Promise<void> {
  const since = deps.clock.now() - justPaidWindow
  const paid = await deps.ledger.recentlyPaidOrder(openid, same, since)
  if (!paid) return
  throw new CheckoutError('just_paid', 'You paid for the same a moment ago.', {
    extra: {
      orderId: paid.orderId,
      amount: paid.amount,
      paidAt: new Date(paid.paidAt ?? paid.createdAt).toISOString(),
    },
  })
}

/**
 * An item's order while its price is still the same. A typed amount's only for some minutes, and only
 * with the same remark: later, or with another one, it is another purchase.
 */
async function unfinishedId(deps: OpenDeps, openid: string, draft: Draft): Promise<string | null> {
  const now = deps.clock.now()
  const { item, amount, body } = draft
  if (item !== null) {
    const unfinished = await deps.ledger.unfinishedOrder(openid, { item }, now)
    return unfinished?.amount === amount ? unfinished.orderId : null
  }
  const begun = await deps.ledger.begunAmounts(openid, now - typedAgainWindow, now)
  return begun.find((order) => order.amount === amount && order.body === body)?.orderId ?? null
}

/** What this payer typed and did not pay, a moment ago; the newest one. */
export async function unfinishedAmount(
  deps: Pick<PaymentDeps, 'ledger' | 'clock'>,
  openid: string,
): Promise<OrderRecord | null> {
  const now = deps.clock.now()
  return (await deps.ledger.begunAmounts(openid, now - offeredWindow, now))[0] ?? null
}

/** The order of a claim; makes it where a claim was kept and the process ended before its order was. */
async function orderOf(
  deps: OpenDeps,
  orderId: string,
  openid: string,
  draft: Draft,
): Promise<OrderRecord> {
  for (;;) {
    const existing = await deps.ledger.orderById(orderId)
    if (existing) return existing
    const createdAt = deps.clock.now()
    await deps.ledger.insertOrder({
      ...draft,
      orderId,
      orderNo: newOrderNo(deps.random, createdAt),
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
      contentHash: '',
      createdAt,
    })
  }
}
