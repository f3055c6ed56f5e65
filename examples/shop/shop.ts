import {
  NotificationNotVerified,
  verifyNotification,
  type CheckoutClient,
} from '@paymax-checkout/merchant'
import Fastify, { type FastifyInstance } from 'fastify'
import { pageOf } from './page'
import { createSales } from './sales'

export interface ShopSettings {
  readonly checkout: CheckoutClient
  /** `NOTIFY_SECRET` of the checkout. */
  readonly notifySecret: string
  /** Where the checkout reaches this shop. */
  readonly url: URL
}

/** A shop that sells one thing. It has no login: do not publish it. */
export function createShop({ checkout, notifySecret, url }: ShopSettings): FastifyInstance {
  const shop = Fastify()
  const sales = createSales((orderNo) => console.log(`发货 · shipped: ${orderNo}`))

  // The signature covers the raw bytes, so they are not parsed before.
  shop.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes, done) =>
    done(null, bytes),
  )
  // The buttons only send their address.
  shop.addContentTypeParser('application/x-www-form-urlencoded', (_request, _body, done) =>
    done(null),
  )

  shop.get('/', (_request, reply) => reply.type('text/html').send(pageOf(sales.all())))

  shop.post('/buy', async (_request, reply) => {
    const order = await checkout.orders.place({
      orderNo: `SHOP-${Date.now()}`,
      amount: 1_800,
      subject: '手冲豆子 100 克',
      body: '示例商店',
      expiresIn: 3_600,
      notifyUrl: new URL('notifications', url).href,
    })
    sales.add(order)
    return reply.redirect('/', 303)
  })

  shop.post<{ Params: { orderNo: string } }>('/refund/:orderNo', async (request, reply) => {
    const { orderNo } = request.params
    // One key per order: however often the button is pressed, the money is refunded once.
    const once = { idempotencyKey: `refund-of-${orderNo}` }
    await checkout.orders.refund(orderNo, { reason: '顾客退货' }, once)
    return reply.redirect('/', 303)
  })

  shop.post<{ Body: Buffer }>('/notifications', (request, reply) => {
    try {
      sales.take(verifyNotification(request.body, request.headers, notifySecret))
    } catch (error) {
      if (error instanceof NotificationNotVerified) return reply.code(401).send()
      throw error
    }
    return reply.code(204).send()
  })
  return shop
}
