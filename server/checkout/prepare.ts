import type { Charge } from '../contract/charges'
import type { Session } from '../contract/session'
import type { CheckoutDeps } from './deps'
import { CheckoutError } from '../contract/errors'
import { wantedBy, type Wanted } from '../login/page-target'
import { requestCharge } from '../payments/charges/request-charge'
import type { PayableCharge } from '../payments/charges/hand-out-charge'
import { describeOrder } from '../payments/orders/describe-order'
import { openOrder } from '../payments/orders/open-order'
import { readPayment } from '../payments/status/payment-status'
import { orderViewTerms } from './order-view'

interface Payer {
  readonly openid: string
  readonly clientIp: string
  /** The same landing twice opens the same order. */
  readonly key: string
  /** Before the page itself has asked: a charge may be created, but none is closed for it. */
  readonly early: boolean
}

/**
 * What the checkout page would ask for next, answered with the login: the order, and the charge where the
 * link asks for the sheet and the merchant allows it.
 * @returns null where there is nothing to prepare, or the page has to ask the payer something first
 */
export async function prepareCheckout(
  deps: CheckoutDeps,
  payer: Payer,
  target: string,
): Promise<NonNullable<Session['checkout']> | null> {
  const { payments } = deps
  const wanted = wantedBy(target)
  const orderId = await unlessRefused(deps, () => wantedOrder(deps, payer, wanted))
  const view = orderId === null ? null : await readPayment(payments, orderId)
  if (!view) return null
  const terms = orderViewTerms(deps)
  const automatic = wanted.automatic && view.order.autoPay && view.order.state === 'open'
  if (!automatic) return { order: describeOrder(view, terms) }

  const wish = { ...payer, orderId: view.order.orderId, renew: false, automatic: true }
  const payable = await unlessRefused(deps, () => requestCharge(payments, wish))
  const now = await readPayment(payments, view.order.orderId)
  const order = describeOrder(now ?? view, terms)
  return payable ? { order, charge: describeCharge(payable) } : { order }
}

export function describeCharge({ charge, jsApiParams }: PayableCharge): Charge {
  const expiresAt = new Date(charge.expiresAt).toISOString()
  return { chargeId: charge.chargeId, expiresAt, jsApiParams }
}

async function wantedOrder(
  deps: CheckoutDeps,
  payer: Payer,
  wanted: Wanted,
): Promise<string | null> {
  if (wanted.orderId !== null) return wanted.orderId
  if (wanted.item === null) return null
  const { item } = wanted
  return (await openOrder(deps.payments, deps.config, payer, { item })).orderId
}

/** The login stands even where preparing fails: the page asks again and shows the error it gets. */
async function unlessRefused<T>(deps: CheckoutDeps, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof CheckoutError)) throw error
    deps.payments.log.info({ code: error.code }, 'no charge was prepared with the sign-in')
    return null
  }
}
