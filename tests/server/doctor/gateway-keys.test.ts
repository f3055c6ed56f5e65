import { describe, expect, test } from 'vitest'
import { openCheckout } from '../support/checkout'
import { chargedOrder } from '../support/paid-order'
import { examine } from './support'
import { stranger, inStore } from './checkout-store'

describe('before the first charge', () => {
  const opened = () => openCheckout('embedded', { GATEWAY: 'wechatpay' })

  test('WeChat Pay’s key is proven by an echo', async () => {
    const { wrong, look } = await examine(await opened())
    expect(wrong).toEqual([])
    expect(look).not.toContain('wechatpay_public_key_unproven')
  })

  test('Paymax’s key is proven by nothing: paymax_public_key_unproven', async () => {
    const { wrong, look } = await examine(await openCheckout('embedded'))
    expect(wrong).toEqual([])
    expect(look).toContain('paymax_public_key_unproven')
  })

  test('another key as WeChat Pay’s: wechatpay_public_key_wrong', async () => {
    const change = { WECHATPAY_PUBLIC_KEY: stranger.publicKey }
    const { wrong } = await examine(await opened(), { env: change })
    expect(wrong).toEqual(['wechatpay_public_key_wrong'])
  })
})

describe('with a charge that is kept', () => {
  const charged = () => chargedOrder('embedded', {}, {}, { bothGateways: true })

  test('another key as Paymax’s: paymax_public_key_wrong', async () => {
    const checkout = await charged()
    const change = { PAYMAX_PUBLIC_KEY: stranger.publicKey }
    const { wrong } = await examine(checkout, { env: change })
    expect(wrong).toEqual(['paymax_public_key_wrong'])
  })

  test('another key as WeChat Pay’s: wechatpay_public_key_wrong', async () => {
    const checkout = await chargedOrder('embedded', {}, { GATEWAY: 'wechatpay' })
    const change = { WECHATPAY_PUBLIC_KEY: stranger.publicKey }
    const { wrong } = await examine(checkout, { env: change })
    expect(wrong).toEqual(['wechatpay_public_key_wrong'])
  })

  test('parameters for another official account: app_id_differs', async () => {
    const checkout = await charged()
    await inStore(
      checkout,
      `update charges set js_api_params = replace(js_api_params, 'wx5a7d', 'wx0000')`,
    )
    expect((await examine(checkout)).wrong).toEqual(['app_id_differs'])
    // Made under that account on purpose: it shows nothing about this one.
    await inStore(checkout, `update charges set app_id = replace(app_id, 'wx5a7d', 'wx0000')`)
    expect((await examine(checkout)).wrong).toEqual([])
    // A row of an old build, which kept no account.
    await inStore(checkout, `update charges set app_id = null`)
    expect((await examine(checkout)).wrong).toEqual(['app_id_differs'])
  })

  test('it is the last charge that counts', async () => {
    const checkout = await charged()
    await inStore(
      checkout,
      `update charges set js_api_params = replace(js_api_params, 'wx5a7d', 'wx0000')`,
    )
    checkout.advance(1_000)
    const { orderId } = await checkout.merchant.placed()
    const payer = checkout.phone()
    await payer.signedIn(`checkout?order=${orderId}`)
    expect((await payer.post(`api/orders/${orderId}/charges`, {})).status).toBe(201)
    expect((await examine(checkout)).wrong).toEqual([])
  })
})
