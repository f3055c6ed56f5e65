import {
  MerchantOrderList,
  MerchantOrderQuery,
  MerchantOrderSearch,
  type MerchantOrderQuery as Query,
} from '../../contract/merchant-orders'
import { problems } from '../../http/api-document'
import { forMerchants, merchantAlone } from '../../http/access/merchant-access'
import type { OrderFilter } from '../../payments/core/order-repository'
import type { OrderRecord } from '../../payments/core/records'
import type { RouteDeps } from '../deps'
import { cursorOf, readCursor, type Sequence } from './list-cursor'
import { describeMerchantOrder } from './access'
import type { Routes } from '../route'

const pageSize = 20

export const merchantListRoutes: Routes = (app, { deps }) => {
  const { repository } = deps.payments
  forMerchants(app, deps.config)

  app.get(
    '/merchant/orders',
    {
      schema: {
        operationId: 'listOrders',
        tags: ['Orders'],
        summary: 'List orders, newest first; with `paidAfter` sorted by payment time, latest first',
        description: 'Includes orders from menus and with typed amounts.',
        security: merchantAlone,
        querystring: MerchantOrderQuery,
        response: { 200: MerchantOrderList, ...problems },
      },
    },
    async ({ query }) => {
      const byPayment = query.paidAfter !== undefined || query.paidBefore !== undefined
      const sequence = byPayment ? 'paid' : 'placed'
      const { limit = pageSize } = query
      const found = await repository.listOrders(filterOf(query, sequence, limit + 1))
      return listOf(deps, found, sequence, limit)
    },
  )

  app.post(
    '/merchant/orders/search',
    {
      config: { needs: 'read' },
      schema: {
        operationId: 'searchOrders',
        tags: ['Orders'],
        summary:
          'List a payer’s orders, newest first; the openid is in the body, not in the address',
        security: merchantAlone,
        body: MerchantOrderSearch,
        response: { 200: MerchantOrderList, ...problems },
      },
    },
    async ({ body: { openid, cursor, limit = pageSize } }) => {
      const before = readCursor(cursor, 'placed')
      const found = await repository.ordersOfPayer(openid, before, limit + 1)
      return listOf(deps, found, 'placed', limit)
    },
  )
  return Promise.resolve()
}

function filterOf(query: Query, sequence: Sequence, limit: number): OrderFilter {
  return {
    status: query.status ?? null,
    numberPrefix: query.orderNoPrefix ?? null,
    createdAfter: timeOf(query.createdAfter),
    paidAfter: timeOf(query.paidAfter),
    paidBefore: timeOf(query.paidBefore),
    before: readCursor(query.cursor, sequence),
    limit,
  }
}

function timeOf(time: string | undefined): number | null {
  return time === undefined ? null : Date.parse(time)
}

/** @param found one more than the page has, where there is another page */
async function listOf(
  deps: RouteDeps,
  found: readonly OrderRecord[],
  sequence: Sequence,
  limit: number,
): Promise<MerchantOrderList> {
  const page = found.slice(0, limit)
  const last = found.length > limit ? page.at(-1) : undefined
  return {
    orders: await describeMerchantOrder(deps, page),
    nextCursor: last ? cursorOf(last, sequence) : null,
  }
}
