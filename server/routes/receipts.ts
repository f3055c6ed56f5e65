import { Receipt, ReceiptQuery } from '../contract'
import { CheckoutError } from '../errors'
import { problems } from '../http/api-document'
import { lastPayerOf } from '../http/payer'
import { describeReceipt } from '../payments/describe-receipt'
import type { Routes } from './route'

/** For the page that WeChat frames after a payment. It reads what is known and never asks Paymax. */
export const receiptRoutes: Routes = (app, { deps }) => {
  const { config, payments } = deps

  app.get(
    '/receipts',
    {
      schema: {
        summary: 'How a payment stands, by its number',
        querystring: ReceiptQuery,
        response: { 200: Receipt, ...problems },
      },
    },
    async (request, reply) => {
      const charge = await payments.ledger.chargeByNumber(request.query.out_trade_no)
      const order = charge && (await payments.ledger.orderById(charge.orderId))
      if (!order) throw new CheckoutError('order_not_found', 'No payment has this number.')
      reply.header('cache-control', 'no-store')
      const { merchantName } = config
      return describeReceipt(charge, order, { merchantName, openid: lastPayerOf(request) })
    },
  )
  return Promise.resolve()
}
