import { Charge, ChargeRequest } from '../contract/charges'
import { payer, problems } from '../http/api-document'
import { clientIp, requirePayer } from '../http/access/payer-access'
import { fromOurPages } from '../http/same-origin'
import { requestCharge } from '../payments/charges/request-charge'
import { OrderParams } from './orders'
import { describeCharge } from '../checkout/prepare'
import type { Routes } from './route'

export const chargeRoutes: Routes = (app, { deps }) => {
  app.post(
    '/orders/:orderId/charges',
    {
      onRequest: fromOurPages(deps.config),
      schema: {
        operationId: 'createCharge',
        tags: ['Payer'],
        summary: 'Get the charge of an order that this payer can pay',
        description:
          '201: a new charge. 200: an existing one. At most one charge of an order can be paid at any time.',
        security: payer,
        'x-codes': [
          'forbidden_origin',
          'login_required',
          'order_not_found',
          'order_paid',
          'order_closed',
          'charge_in_progress',
          'gateway_rejected',
          'gateway_untrusted',
          'gateway_unavailable',
        ],
        params: OrderParams,
        body: ChargeRequest,
        response: { 200: Charge, 201: Charge, ...problems },
      },
    },
    async (request, reply) => {
      const { orderId } = request.params
      const openid = requirePayer(request, deps, `checkout?order=${encodeURIComponent(orderId)}`)
      const payable = await requestCharge(deps.payments, {
        orderId,
        openid,
        clientIp: clientIp(request),
        renew: request.body.renew ?? false,
        automatic: request.body.auto ?? false,
      })
      return reply.code(payable.created ? 201 : 200).send(describeCharge(payable))
    },
  )
  return Promise.resolve()
}
