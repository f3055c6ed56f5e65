import { Type } from 'typebox'
import { CheckoutOptions } from '../contract/checkout'
import { OpenOrderRequest, Order } from '../contract/orders'
import type { RouteDeps } from './deps'
import { CheckoutError } from '../contract/errors'
import { problems } from '../http/api-document'
import { IdempotencyHeaders, requireIdempotencyKey } from '../http/idempotency-key'
import { payerOf, requirePayer } from '../http/payer'
import { fromOurPages } from '../http/same-origin'
import { describeOrder } from '../payments/orders/describe-order'
import { openOrder, unfinishedAmount } from '../payments/orders/open-order'
import { lookUpPayment } from '../payments/status/payment-status'
import type { Routes } from './route'
import { pictureOf, orderViewTerms } from '../checkout/order-view'

export const OrderParams = Type.Object({ orderId: Type.String({ minLength: 1, maxLength: 64 }) })

export const orderRoutes: Routes = (app, { deps }) => {
  const { config, payments } = deps

  app.get(
    '/options',
    {
      schema: {
        summary: 'What a payer may choose before there is an order',
        response: { 200: CheckoutOptions, ...problems },
      },
    },
    async (request) => {
      const { merchantName, openAmount, catalog } = config
      const openid = payerOf(request, deps)
      const begun = openid !== null && openAmount ? await unfinishedAmount(payments, openid) : null
      return {
        merchantName,
        openAmount,
        items: catalog.map(({ item, subject, body, amount }) => ({
          item,
          subject,
          body,
          amount,
          picture: pictureOf(config, item),
        })),
        unfinished: begun && {
          orderId: begun.orderId,
          amount: begun.amount,
          createdAt: new Date(begun.createdAt).toISOString(),
        },
      }
    },
  )

  app.get(
    '/orders/:orderId',
    {
      schema: {
        summary: 'Read an order',
        params: OrderParams,
        response: { 200: Order, ...problems },
      },
    },
    async (request) => {
      return readOrder(deps, request.params.orderId)
    },
  )

  app.post(
    '/orders',
    {
      onRequest: fromOurPages(config),
      schema: {
        summary: 'Open an order for a catalogue item or a typed amount',
        headers: IdempotencyHeaders,
        body: OpenOrderRequest,
        response: { 201: Order, ...problems },
      },
    },
    async (request, reply) => {
      const target =
        'item' in request.body
          ? `checkout?item=${encodeURIComponent(request.body.item)}`
          : 'checkout'
      const openid = requirePayer(request, deps, target)
      const key = requireIdempotencyKey(request.headers['idempotency-key'])
      const { orderId } = await openOrder(payments, config, { openid, key }, request.body)
      return reply.code(201).send(await readOrder(deps, orderId))
    },
  )
  return Promise.resolve()
}

async function readOrder(deps: RouteDeps, orderId: string): Promise<Order> {
  const view = await lookUpPayment(deps.payments, orderId)
  if (!view) throw new CheckoutError('order_not_found', 'No such order.')
  return describeOrder(view, orderViewTerms(deps))
}
