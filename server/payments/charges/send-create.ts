/** The create call of a charge: what is sent and how often, depending on what its gateway allows. */
import type { PaymentDeps } from '../core/deps'
import type { CreateCharge, CreateOutcome } from '../core/gateway-calls'
import type { ChargeRecord, OrderRecord } from '../core/records'

/** In ms since the first send: no repeat starts later, so that the last one ends within `createTimeout`. */
const repeatsBegin = 6_000
const mostSends = 3

/** @param clientIp of the present request; a stored create request has that of the first one */
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
 * Where a create may be repeated, one whose answer was lost is sent again at once with the same bytes.
 * Usually the payer then has their sheet and notices nothing.
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

/** A refusal of a repeat says nothing about the first send, which may have arrived. */
function afterAnother(answer: CreateOutcome): CreateOutcome {
  return 'failure' in answer ? { outcome: 'exists', failure: answer.failure } : answer
}
