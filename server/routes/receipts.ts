import { Receipt, ReceiptQuery } from '../contract/receipts'
import { CheckoutError } from '../contract/errors'
import { payerOrAnyone, problems } from '../http/api-document'
import { lastPayerOf } from '../http/access/payer-access'
import { readReceipt } from '../payments/status/receipt'
import type { Routes } from './route'

export const receiptRoutes: Routes = (app, { deps }) => {
  app.get(
    '/receipts',
    {
      schema: {
        operationId: 'getReceipt',
        tags: ['Payer'],
        summary:
          'What can be shown for the number of a payment alone; for the receipt page in WeChat’s frame',
        security: payerOrAnyone,
        'x-codes': ['order_not_found'],
        querystring: ReceiptQuery,
        response: { 200: Receipt, ...problems },
      },
    },
    async (request) => {
      const openid = lastPayerOf(request, deps)
      const shown = await readReceipt(deps.payments, request.query.out_trade_no, openid)
      if (!shown) throw new CheckoutError('order_not_found', 'No payment has this number.')
      return { ...shown, merchantName: deps.config.merchantName }
    },
  )
  return Promise.resolve()
}
