import { OpenedOrder, OpenOrderPage } from '../contract/checkout'
import { CheckoutError } from '../contract/errors'
import { payerOrAnyone, problems } from '../http/api-document'
import { clientIp, payerOf } from '../http/access/payer-access'
import { fromOurPages } from '../http/same-origin'
import { openingKey } from '../checkout/handle-landing'
import { prepareCheckout } from '../checkout/prepare'
import type { Routes } from './route'

export const checkoutRoutes: Routes = (app, { deps }) => {
  app.post(
    '/checkout',
    {
      onRequest: fromOurPages(deps.config),
      schema: {
        operationId: 'openOrderPage',
        tags: ['Payer'],
        summary:
          'Everything that the page of an order needs in one answer: sign-in, order and charge',
        description:
          'The answer has a charge if `auto` requested one, the merchant allows it and the payer is signed in.',
        security: payerOrAnyone,
        'x-codes': ['forbidden_origin', 'order_not_found'],
        body: OpenOrderPage,
        response: { 200: OpenedOrder, ...problems },
      },
    },
    async (request) => {
      const { orderId, auto = false } = request.body
      const openid = payerOf(request, deps)
      const begun = openid !== null && auto ? deps.openings.join(openingKey(openid, orderId)) : null
      const target = `checkout?order=${encodeURIComponent(orderId)}${openid !== null && auto ? '&auto=1' : ''}`
      const payer = {
        openid: openid ?? '',
        clientIp: clientIp(request),
        key: '',
        early: false,
      }
      const checkout = await (begun ?? prepareCheckout(deps, payer, target))
      if (!checkout) throw new CheckoutError('order_not_found', 'No such order.')
      return { signedIn: openid !== null, ...checkout }
    },
  )
  return Promise.resolve()
}
