import { Type } from 'typebox'
import { CheckoutOptions } from '../contract/checkout'
import { OpenOrderRequest, Order } from '../contract/orders'
import type { RouteDeps } from './deps'
import { CheckoutError } from '../contract/errors'
import { anyone, payer, payerOrAnyone, problems } from '../http/api-document'
import { IdempotencyHeaders, requireIdempotencyKey } from '../http/idempotency-key'
import { payerOf, requirePayer } from '../http/access/payer-access'
import { fromOurPages } from '../http/same-origin'
import { describeOrder } from '../payments/orders/describe-order'
import { openOrder, unfinishedAmount } from '../payments/orders/open-order'
import { readPayment } from '../payments/status/payment-status'
import type { Routes } from './route'
import { pictureOf, orderViewTerms } from '../checkout/order-view'

export const OrderParams = Type.Object({
  orderId: Type.String({
    minLength: 1,
    maxLength: 64,
    description: 'id of the order, which cannot be guessed',
  }),
})

export const orderRoutes: Routes = (app, { deps }) => {
  const { config, payments } = deps

  app.get(
    '/options',
    {
      schema: {
        operationId: 'getCheckoutOptions',
        tags: ['Payer'],
        summary: 'What a payer can choose before there is an order',
        security: payerOrAnyone,
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
        operationId: 'getPayerOrder',
        tags: ['Payer'],
        summary: 'Read an order as its payer sees it',
        description: 'Anybody who has the `orderId` can see the order. It cannot be guessed.',
        security: anyone,
        'x-codes': ['order_not_found'],
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
        operationId: 'openOrder',
        tags: ['Payer'],
        summary: 'Open an order for a catalogue item or a typed amount',
        description:
          'The same request with the same `Idempotency-Key` returns the same order. `again` means that the payer wants to pay for the same thing a second time.',
        security: payer,
        'x-codes': [
          'forbidden_origin',
          'login_required',
          'idempotency_key_required',
          'idempotency_key_reused',
          'item_not_found',
          'open_amount_off',
          'amount_out_of_range',
          'just_paid',
        ],
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
  const view = await readPayment(deps.payments, orderId)
  if (!view) throw new CheckoutError('order_not_found', 'No such order.')
  return describeOrder(view, orderViewTerms(deps))
}
