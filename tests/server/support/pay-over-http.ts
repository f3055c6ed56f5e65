import { randomUUID } from 'node:crypto'
import type { Charge } from '../../../server/contract/charges'
import type { Order } from '../../../server/contract/orders'
import type { Payment } from '../../../server/contract/payment'
import { createPhone } from './phone'

/**
 * A payer orders from the menu and pays in the sandbox's sheet, all without a browser.
 * @param publicUrl where the sandbox's phone stands in front of the checkout
 * @returns the status that the page reads in the end
 */
export async function payOverHttp(publicUrl: URL): Promise<Payment['status']> {
  const phone = createPhone(publicUrl, publicUrl)
  await phone.signedIn('checkout?item=coffee')
  const order = await phone.post<Order>(
    'api/orders',
    { item: 'coffee', again: true },
    { 'idempotency-key': randomUUID() },
  )
  const { orderId } = order.body
  const charge = await phone.post<Charge>(`api/orders/${orderId}/charges`, {})
  if (charge.status >= 400) throw new Error(`not charged: ${JSON.stringify(charge.body)}`)
  const page = new URL('checkout', publicUrl).href
  const asked = { params: charge.body.jsApiParams, url: page, landing: page }
  const sheet = await phone.post<{ prepayId: string }>('/__sandbox/sheet', asked)
  await phone.post('/__sandbox/pay', { prepayId: sheet.body.prepayId, pin: '123456' })
  return (await phone.get<Payment>(`api/orders/${orderId}/payment?wait=25`)).body.status
}
