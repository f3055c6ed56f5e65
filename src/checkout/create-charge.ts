import type { PaymentEvent } from '@/payment/flow/events'
import type { Wish } from '@/payment/paying-states'
import { isCharge } from '@/platform/answers'
import type { Tools } from '@/platform/tools'

const bodies = { tap: {}, auto: { auto: true }, renew: { renew: true } }

/** Requests the charge for the sheet; the backend gives a live one again. */
export async function createCharge(
  { http }: Tools,
  orderId: string,
  wish: Wish,
): Promise<PaymentEvent> {
  const path = `api/orders/${encodeURIComponent(orderId)}/charges`
  const result = await http.post(path, bodies[wish], isCharge, { asksOthers: true })
  return result.ok
    ? { type: 'charged', charge: result.value }
    : { type: 'charge_failed', failure: result.failure }
}
