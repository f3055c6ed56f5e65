/** The create call of a charge: what is sent, and how often, by what its gateway allows. */
import type { PaymentDeps } from '../core/deps'
import type { CreateCharge, CreateOutcome } from '../core/gateway-calls'
import type { ChargeRecord, OrderRecord } from '../core/records'

/** In ms since the first send: no repeat begins later, so that the last one ends within `createTimeout`. */
const repeatsBegin = 6_000
const mostSends = 3

/** @param clientIp of whoever asks now; a request that was kept has the one of whoever asked first */
export function createCall(
  order: OrderRecord,
  charge: Pick<ChargeRecord, 'chargeId' | 'openid' | 'expiresAt'>,
  clientIp: string,
): CreateCharge {
  return {
    chargeNumber: charge.chargeId,
    amount: order.amount,
    subject: order.subject,
    body: order.body,
    openid: charge.openid,
    clientIp,
    expiresAt: charge.expiresAt,
    metadata: { orderNo: order.orderNo },
  }
}

/**
 * Where a create may be repeated, one whose answer was lost is sent again at once, with the same bytes: most
 * often the payer has their sheet then, and notices nothing.
 */
export async function sendCreate(
  deps: PaymentDeps,
  charge: ChargeRecord,
  call: CreateCharge,
): Promise<CreateOutcome> {
  const gateway = deps.gateways[charge.gateway]
  const begun = deps.clock.now()
  for (let sends = 1; ; sends++) {
    const answer = await gateway.createCharge(call, charge.createRequest)
    if (!gateway.capabilities.createRepeatable) return answer
    if (!mayHaveArrived(answer)) return sends === 1 ? answer : afterAnother(answer)
    if (sends === mostSends || deps.clock.now() - begun > repeatsBegin) return answer
  }
}

function mayHaveArrived({ outcome }: CreateOutcome): boolean {
  return outcome === 'lost' || outcome === 'untrusted'
}

/** A no to a repeat says nothing of the sending before it, which may have arrived. */
function afterAnother(answer: CreateOutcome): CreateOutcome {
  return 'failure' in answer ? { outcome: 'exists', failure: answer.failure } : answer
}
