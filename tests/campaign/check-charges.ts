import type { MerchantOrder } from '../../server/contract/merchant-orders'
import type { Evidence, Violation } from './evidence'
import type { TheirCharge } from './theirs'

type OurCharge = MerchantOrder['charges'][number]

/** Every charge that a gateway made is known, has ended, and has ended alike on both sides. */
export function checkCharges({ book, orders, charges }: Evidence): Violation[] {
  const ours = new Map(
    orders.flatMap((order) =>
      order.charges.map((charge) => [charge.chargeId, { charge, orderId: order.orderId }] as const),
    ),
  )
  const theirs = new Map(charges.map((charge) => [charge.orderNo, charge]))
  const handed = new Map(book.handed.map((one) => [one.chargeId, one]))

  const unknown = charges
    .filter(({ orderNo }) => !ours.has(orderNo))
    .map(({ gateway, orderNo }) => ({
      orderId: null,
      what: `${gateway} made ${orderNo}, which nobody knows`,
    }))
  const lost = [...handed.values()]
    .filter(({ chargeId }) => !ours.has(chargeId))
    .map(({ orderId, chargeId }) => ({ orderId, what: `the acknowledged ${chargeId} is gone` }))
  const wrong = [...ours.values()].flatMap(({ charge, orderId }) => {
    const at = theirs.get(charge.chargeId)
    const prepayId = handed.get(charge.chargeId)?.prepayId ?? null
    const acknowledged = at !== undefined && book.acknowledgedSuccesses.has(at.id)
    return [
      ...ended(charge, at, acknowledged),
      ...(prepayId === null ? [] : handedOut(charge, at, prepayId)),
    ].map((what) => ({ orderId, what: `${charge.chargeId} ${what}` }))
  })
  return [...unknown, ...lost, ...wrong]
}

function ended(ours: OurCharge, theirs: TheirCharge | undefined, acknowledged: boolean): string[] {
  if (ours.status === 'creating' || ours.status === 'live') return [`is ${ours.status} for ever`]
  const paid = theirs?.status === 'SUCCEED'
  if (paid && ours.status !== 'succeeded') {
    const heard = acknowledged ? ', though its webhook was acknowledged' : ''
    return [`was paid at its gateway and is ${ours.status}${heard}`]
  }
  if (!paid && ours.status === 'succeeded')
    return ['succeeded, and its gateway knows nothing of it']
  if (theirs?.status === 'PROCESSING') return [`is ${ours.status} and can still be paid`]
  return paid && theirs.amount !== ours.amount ? ['was paid with another amount'] : []
}

/** A credential is committed before it is handed out. */
function handedOut(ours: OurCharge, theirs: TheirCharge | undefined, prepayId: string): string[] {
  return [
    ...(ours.status === 'lost' ? ['was handed out and is called lost'] : []),
    ...(theirs?.prepayIds.includes(prepayId)
      ? []
      : ['was handed out with somebody else’s credential']),
  ]
}
