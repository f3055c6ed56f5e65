import { Type } from 'typebox'
import {
  MerchantOrder,
  MerchantOrderAmendment,
  MerchantOrderList,
  MerchantOrderQuery,
  MerchantOrderRequest,
} from '../contract/merchant'
import { Refund, RefundRequest } from '../contract/refunds'
import type { RouteDeps } from './deps'
import { CheckoutError } from '../contract/errors'
import { problems } from '../http/api-document'
import { requireBearer } from '../http/bearer'
import { IdempotencyHeaders, requireIdempotencyKey } from '../http/idempotency-key'
import { readJsonAsUtf8 } from '../http/utf8'
import { amendOrder } from '../payments/orders/amend-order'
import { closeOrder } from '../payments/orders/close-order'
import { describeForMerchant } from '../payments/orders/describe-order'
import { describeRefund } from '../payments/status/describe-refund'
import type { OrderFilter } from '../payments/core/repository'
import { placeOrder } from '../payments/orders/place-order'
import { orderNotFound } from '../payments/core/errors'
import type { OrderRecord } from '../payments/core/records'
import { requestRefund } from '../payments/refunds/request-refund'
import type { Routes } from './route'
import { merchantViewTermsAt } from '../checkout/order-view'

const security = [{ merchantKey: [] }]

const OrderNoParams = Type.Object({ orderNo: Type.String({ maxLength: 64 }) })

export const merchantRoutes: Routes = (app, { deps }) => {
  const { config, payments } = deps
  // Closing has nothing to say.
  readJsonAsUtf8(app, true)
  // After the rate limit, which counts in `onRequest`: guessing keys is limited too.
  app.addHook('preParsing', async (request) => {
    requireBearer(request, config.merchantApiKeys)
    return Promise.resolve()
  })

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
    '/merchant/orders',
    {
      schema: {
        summary: 'List orders, newest first',
        security,
        querystring: MerchantOrderQuery,
        response: { 200: MerchantOrderList, ...problems },
      },
    },
    async (request) => {
      const { status, createdAfter, cursor, limit = 20 } = request.query
      const found = await payments.repository.listOrders({
        status: status ?? null,
        createdAfter: createdAfter === undefined ? null : Date.parse(createdAfter),
        before: cursor === undefined ? null : readCursor(cursor),
        limit: limit + 1,
      })
      const page = found.slice(0, limit)
      const last = found.length > limit ? page.at(-1) : undefined
      return { orders: await describe(deps, page), nextCursor: last ? cursorOf(last) : null }
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
        summary: 'Close an order, any live charge at Paymax first',
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

function describe(deps: RouteDeps, orders: readonly OrderRecord[]): Promise<MerchantOrder[]> {
  const { config, payments } = deps
  const orderIds = orders.map((order) => order.orderId)
  const terms = merchantViewTermsAt(config, payments.clock.now())
  return describeForMerchant(payments.repository, orderIds, terms)
}

async function readOne(deps: RouteDeps, orderNo: string): Promise<MerchantOrder> {
  const order = await deps.payments.repository.orderByNo(orderNo)
  if (!order) throw orderNotFound()
  return describeOne(deps, order)
}

async function describeOne(deps: RouteDeps, order: OrderRecord): Promise<MerchantOrder> {
  const [described] = await describe(deps, [order])
  if (!described) throw new CheckoutError('internal_error', 'The order could not be described.')
  return described
}

function cursorOf(order: OrderRecord): string {
  return `${order.createdAt}.${order.orderId}`
}

/** @throws CheckoutError invalid_request */
function readCursor(cursor: string): NonNullable<OrderFilter['before']> {
  const [, createdAt, orderId] = /^(\d{1,15})\.([A-Za-z0-9_-]{1,64})$/.exec(cursor) ?? []
  if (createdAt !== undefined && orderId !== undefined)
    return { createdAt: Number(createdAt), orderId }
  throw new CheckoutError('invalid_request', 'cursor is not one that this list gave out.', {
    extra: { errors: [{ field: 'cursor', message: 'is not one that this list gave out' }] },
  })
}
