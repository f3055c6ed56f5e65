/** The example shop, from its button to the goods: at a real backend, paid in the sandbox, told of it. */
import { createClient, type ShopNotification } from '@paymax-checkout/merchant'
import { Webhook } from 'standardwebhooks'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createSales } from '../../../examples/shop/sales'
import { createShop } from '../../../examples/shop/shop'
import { sandboxNotifySecret } from '../../../mocks/sandbox/shop/secret'
import type { Charge } from '../../../server/contract/charges'
import { notifySecret, toShops } from '../notifications/shop'
import { openCheckout, type Checkout } from '../support/checkout'
import { readFileSync } from 'node:fs'

async function openShop(scene: Checkout) {
  const { publicUrl, environment } = scene
  const checkout = createClient({ publicUrl, apiKey: environment['MERCHANT_API_KEY'] ?? '' })
  const url = new URL('http://127.0.0.1')
  const shop = createShop({ checkout, notifySecret, url })
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  onTestFinished(async () => {
    said.mockRestore()
    await shop.close()
  })
  url.href = await shop.listen({ host: '127.0.0.1', port: 0 })
  const press = async (path: string) => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const init = { method: 'POST', headers: form, redirect: 'manual' } as const
    expect((await fetch(new URL(path, url), init)).status).toBe(303)
  }
  const page = async () => (await fetch(url)).text()
  return { url, press, page, shipped: () => said.mock.calls.flat() }
}

/** Somebody opens the shop's link in WeChat and pays. */
async function payBy(link: string, { phone, sandbox, publicUrl }: Checkout): Promise<void> {
  const payer = phone()
  await payer.signedIn(link.slice(publicUrl.href.length))
  const orderId = new URL(link).searchParams.get('order') ?? ''
  const { body: charge } = await payer.post<Charge>(`api/orders/${orderId}/charges`, {})
  sandbox.paymax.pay(charge.chargeId)
  await sandbox.paymax.flushWebhooks()
}

test('an order is placed, shown, paid, told, shipped once and refunded once', async () => {
  const scene = await openCheckout('embedded', toShops)
  const { press, page, shipped } = await openShop(scene)
  await press('buy')
  const html = await page()
  const [, link = ''] = /href="([^"]+\/checkout\?order=[\w-]{22})"/.exec(html) ?? []
  expect(html).toContain('<svg')
  const [orderNo = ''] = /SHOP-\d+/.exec(html) ?? []
  expect((await scene.merchant.read(orderNo)).body).toMatchObject({
    checkoutUrl: link,
    amount: 1_800,
  })
  await payBy(link, scene)
  await expect.poll(page).toContain('已支付，已发货 1 次')
  expect(shipped()).toEqual([`发货 · shipped: ${orderNo}`])
  await press(`refund/${orderNo}`)
  await press(`refund/${orderNo}`)
  const { paymax } = scene.sandbox
  await expect.poll(() => paymax.charges().flatMap((one) => one.refunds)).toHaveLength(1)
  paymax.finishRefunds()
  await paymax.flushWebhooks()
  await expect.poll(page).toContain('已退款，已发货 1 次，已退 ¥18.00')
  expect((await scene.merchant.read(orderNo)).body.refunds).toHaveLength(1)
})

test('what the checkout did not sign ships nothing', async () => {
  const scene = await openCheckout('embedded', toShops)
  const { url, press, page, shipped } = await openShop(scene)
  await press('buy')
  const [orderNo = ''] = /SHOP-\d+/.exec(await page()) ?? []
  const body = JSON.stringify({
    type: 'order.paid',
    sequence: 1,
    data: { orderNo, status: 'paid' },
  })
  const stranger = `whsec_${Buffer.alloc(32, 3).toString('base64')}`
  const signed = (secret: string) => ({
    'content-type': 'application/json',
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(Date.now() / 1_000)),
    'webhook-signature': new Webhook(secret).sign('msg_1', new Date(), body),
  })
  const post = (headers: Record<string, string>, sent = body) =>
    fetch(new URL('notifications', url), { method: 'POST', headers, body: sent })
  expect((await post(signed(stranger))).status).toBe(401)
  expect((await post(signed(notifySecret), body.replace('1', '2'))).status).toBe(401)
  expect(shipped()).toEqual([])
  expect((await post(signed(notifySecret))).status).toBe(204)
  expect(shipped()).toHaveLength(1)
})

describe('what the shop makes of news', () => {
  type Told = Pick<ShopNotification, 'id' | 'sequence' | 'type'> & { status: string }
  function shopTold(news: readonly Told[]) {
    const shipped: string[] = []
    const sales = createSales((orderNo) => shipped.push(orderNo))
    sales.add({ orderNo: 'S1', checkoutUrl: 'http://127.0.0.1/' })
    for (const { status, ...told } of news) {
      const data = { orderNo: 'S1', status, amountRefunded: status === 'refunded' ? 1_800 : 0 }
      sales.take({ ...told, data } as ShopNotification)
    }
    return { shipped, status: sales.all()[0]?.status }
  }
  const paid = { id: 'a', sequence: 1, type: 'order.paid', status: 'paid' } as const
  const looked = { id: 'b', sequence: 2, type: 'order.incident', status: 'paid' } as const
  const refunded = { id: 'c', sequence: 3, type: 'order.refunded', status: 'refunded' } as const

  test.each([
    ['comes twice', [paid, paid], 'paid', 1],
    ['is overtaken by other news of a paid order', [looked, paid], 'paid', 1],
    ['is overtaken by the refund', [refunded, paid], 'refunded', 0],
    ['comes in its sequence', [paid, looked, refunded, refunded], 'refunded', 1],
  ])('a payment that %s', (_how, news, status, shipments) => {
    const told = shopTold(news)
    expect(told).toEqual({ status, shipped: Array.from({ length: shipments }, () => 'S1') })
  })
})

test.each(['README.md', 'README.en.md'])('%s has the secret that the demo signs with', (name) => {
  const text = readFileSync(new URL(`../../../examples/shop/${name}`, import.meta.url), 'utf8')
  expect(text).toContain(`NOTIFY_SECRET=${sandboxNotifySecret}`)
})

test('all of the shop is short enough to be read', () => {
  const files = ['main', 'page', 'sales', 'shop'].map((name) =>
    readFileSync(new URL(`../../../examples/shop/${name}.ts`, import.meta.url), 'utf8'),
  )
  expect(files.join('').split('\n').length).toBeLessThan(200)
})
