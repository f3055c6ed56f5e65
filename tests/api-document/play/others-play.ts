/** What gateways, and whoever runs it, ask. */
import type { Checkout } from '../../server/support/checkout'
import type { Recorder } from './recorder'

export async function playOthers(checkout: Checkout, { show }: Recorder): Promise<void> {
  const { phone, merchant, publicUrl } = checkout
  await show(() => phone().get('api/healthz'))
  await show(() => phone().get('api/readyz'))
  await show(() => merchant.metrics())
  await show(() => phone().get('api/metrics'))
  for (const gateway of ['paymax', 'wechatpay']) {
    await show(() =>
      fetch(new URL(`api/webhooks/${gateway}`, publicUrl), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      }),
    )
  }
}
