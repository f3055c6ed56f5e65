import { Type } from 'typebox'
import {
  MerchantOrder,
  MerchantOrderAmendment,
  MerchantOrderRequest,
} from '../../contract/merchant-orders'
import { Refund, RefundRequest } from '../../contract/refunds'
import type { RouteDeps } from '../deps'
import { problems } from '../../http/api-document'
import { askedBy, forMerchants, merchantAlone } from '../../http/access/merchant-access'
import { IdempotencyHeaders, requireIdempotencyKey } from '../../http/idempotency-key'
import { readJsonAsUtf8 } from '../../http/utf8'
import { amendOrder } from '../../payments/orders/amend-order'
import { closeOrder } from '../../payments/orders/close-order'
import { describeRefund } from '../../payments/status/describe-refund'
import { placeOrder } from '../../payments/orders/place-order'
import { orderNotFound } from '../../payments/core/errors'
import { requestRefund } from '../../payments/refunds/request-refund'
import type { Routes } from '../route'
import { describeNew, describeOne } from './access'

const OrderNoParams = Type.Object({
  orderNo: Type.String({ maxLength: 64, description: 'the merchant’s own number' }),
})

export const merchantRoutes: Routes = (app, { deps }) => {
  const { payments } = deps
  // Closing takes no body.
  readJsonAsUtf8(app, true)
  forMerchants(app, deps.config)

  app.post(
    '/merchant/orders',
    {
      config: { needs: 'order' },
      schema: {
        operationId: 'placeOrder',
        tags: ['Orders'],
        summary: 'Create an order',
        description:
          'Put the `checkoutUrl` of the answer into a message, a link or a QR code. Sending the same order again answers 200 with the existing order. The same number with other content is refused with `order_conflict`.',
        'x-codes': ['order_conflict'],
        security: merchantAlone,
        body: MerchantOrderRequest,
        response: { 200: MerchantOrder, 201: MerchantOrder, ...problems },
      },
    },
    async (request, reply) => {
      const { order, created } = await placeOrder(
        payments,
        request.body,
        askedBy(request, deps.config),
      )
      const isNew = created && !order.unknownPayment
      const described = isNew ? describeNew(deps, order) : await describeOne(deps, order)
      return reply.code(created ? 201 : 200).send(described)
    },
  )

  app.get(
    '/merchant/orders/:orderNo',
    {
      schema: {
        operationId: 'getOrder',
        tags: ['Orders'],
        summary: 'Read an order with its charges, refunds and incidents',
        'x-codes': ['order_not_found'],
        security: merchantAlone,
        params: OrderNoParams,
        response: { 200: MerchantOrder, ...problems },
      },
    },
    async (request) => readOne(deps, request.params.orderNo),
  )

  app.patch(
    '/merchant/orders/:orderNo',
    {
      config: { needs: 'order' },
      schema: {
        operationId: 'amendOrder',
        tags: ['Orders'],
        summary: 'Change an order that nobody has begun to pay; the amount cannot be changed',
        description: 'Fields that are left out stay as they are.',
        'x-codes': ['order_not_found', 'order_conflict', 'order_closed'],
        security: merchantAlone,
        params: OrderNoParams,
        body: MerchantOrderAmendment,
        response: { 200: MerchantOrder, ...problems },
      },
    },
    async (request) => {
      const { orderNo } = request.params
      await amendOrder(payments, orderNo, request.body, askedBy(request, deps.config))
      return readOne(deps, orderNo)
    },
  )

  app.post(
    '/merchant/orders/:orderNo/close',
    {
      config: { needs: 'order' },
      schema: {
        operationId: 'closeOrder',
        tags: ['Orders'],
        summary: 'Close an order; a live charge is first closed at its gateway',
        description: 'A payment that still arrives afterwards is refunded automatically.',
        'x-codes': ['order_not_found', 'order_paid', 'charge_in_progress'],
        security: merchantAlone,
        params: OrderNoParams,
        response: { 200: MerchantOrder, ...problems },
      },
    },
    async (request) => {
      const { orderNo } = request.params
      await closeOrder(payments, orderNo, askedBy(request, deps.config))
      return readOne(deps, orderNo)
    },
  )

  app.post(
    '/merchant/orders/:orderNo/refunds',
    {
      config: { needs: 'refund' },
      schema: {
        operationId: 'refundOrder',
        tags: ['Orders'],
        summary: 'Refund a payment, in full or in part',
        description:
          'The answer is the refund as it was created. Its result appears in the order. The same request with the same `Idempotency-Key` returns the same refund.',
        'x-codes': [
          'order_not_found',
          'order_not_paid',
          'order_archived',
          'idempotency_key_required',
          'idempotency_key_reused',
          'refund_exceeds_paid',
          'refund_in_progress',
        ],
        security: merchantAlone,
        params: OrderNoParams,
        headers: IdempotencyHeaders,
        body: RefundRequest,
        response: { 201: Refund, ...problems },
      },
    },
    async (request, reply) => {
      const { orderNo } = request.params
      const by = askedBy(request, deps.config)
      const key = requireIdempotencyKey(request.headers['idempotency-key'])
      const refund = await requestRefund(payments, orderNo, request.body, key, by)
      return reply.code(201).send(describeRefund(refund))
    },
  )
  return Promise.resolve()
}

async function readOne(deps: RouteDeps, orderNo: string): Promise<MerchantOrder> {
  const order = await deps.payments.repository.orderByNo(orderNo)
  if (!order) throw orderNotFound()
  return describeOne(deps, order)
}
