import { Type } from 'typebox'
import {
  MerchantOrder,
  MerchantOrderAmendment,
  MerchantOrderRequest,
} from '../../contract/merchant'
import { Refund, RefundRequest } from '../../contract/refunds'
import type { RouteDeps } from '../deps'
import { problems } from '../../http/api-document'
import { IdempotencyHeaders, requireIdempotencyKey } from '../../http/idempotency-key'
import { readJsonAsUtf8 } from '../../http/utf8'
import { amendOrder } from '../../payments/orders/amend-order'
import { closeOrder } from '../../payments/orders/close-order'
import { describeRefund } from '../../payments/status/describe-refund'
import { placeOrder } from '../../payments/orders/place-order'
import { orderNotFound } from '../../payments/core/errors'
import { requestRefund } from '../../payments/refunds/request-refund'
import type { Routes } from '../route'
import { describeOne, forMerchants, security } from './access'

const OrderNoParams = Type.Object({ orderNo: Type.String({ maxLength: 64 }) })

export const merchantRoutes: Routes = (app, { deps }) => {
  const { payments } = deps
  // Closing has nothing to say.
  readJsonAsUtf8(app, true)
  forMerchants(app, deps)

  app.post(
    '/merchant/orders',
    {
      schema: {
        summary: 'Place an order',
        security,
        body: MerchantOrderRequest,
        response: { 200: MerchantOrder, 201: MerchantOrder, ...problems },
      },
    },
    async (request, reply) => {
      const { order, created } = await placeOrder(payments, request.body)
      return reply.code(created ? 201 : 200).send(await describeOne(deps, order))
    },
  )

  app.get(
    '/merchant/orders/:orderNo',
    {
      schema: {
        summary: 'Read an order with its charges, refunds and incidents',
        security,
        params: OrderNoParams,
        response: { 200: MerchantOrder, ...problems },
      },
    },
    async (request) => readOne(deps, request.params.orderNo),
  )

  app.patch(
    '/merchant/orders/:orderNo',
    {
      schema: {
        summary: 'Amend an order that nobody has begun to pay; never its amount',
        security,
        params: OrderNoParams,
        body: MerchantOrderAmendment,
        response: { 200: MerchantOrder, ...problems },
      },
    },
    async (request) => {
      const { orderNo } = request.params
      await amendOrder(payments, orderNo, request.body)
      return readOne(deps, orderNo)
    },
  )

  app.post(
    '/merchant/orders/:orderNo/close',
    {
      schema: {
        summary: 'Close an order, any live charge at its gateway first',
        security,
        params: OrderNoParams,
        response: { 200: MerchantOrder, ...problems },
      },
    },
    async (request) => {
      const { orderNo } = request.params
      await closeOrder(payments, orderNo)
      return readOne(deps, orderNo)
    },
  )

  app.post(
    '/merchant/orders/:orderNo/refunds',
    {
      schema: {
        summary: 'Send a payment back, or a part of it',
        security,
        params: OrderNoParams,
        headers: IdempotencyHeaders,
        body: RefundRequest,
        response: { 201: Refund, ...problems },
      },
    },
    async (request, reply) => {
      const key = requireIdempotencyKey(request.headers['idempotency-key'])
      const refund = await requestRefund(payments, request.params.orderNo, request.body, key)
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
