import type { ServerResponse } from 'node:http'
import { Payment, PaymentQuery } from '../contract/payment'
import type { RouteDeps } from './deps'
import { CheckoutError } from '../contract/errors'
import { payerOrAnyone, problems } from '../http/api-document'
import { lastPayerOf } from '../http/access/payer-access'
import {
  isFinal,
  refreshPayment,
  readOwnPayment,
  readPayment,
  type FreshView,
  type PaymentView,
} from '../payments/status/payment-status'
import { describePayment } from '../payments/status/describe-payment'
import { OrderParams } from './orders'
import type { Routes } from './route'

export const paymentRoutes: Routes = (app, { deps }) => {
  const { payments, longPoll } = deps

  app.get(
    '/orders/:orderId/payment',
    {
      schema: {
        operationId: 'getPayment',
        tags: ['Payer'],
        summary:
          'Query the payment status: the backend queries the gateway, and can wait for the result',
        description:
          'With `wait` it answers as soon as the status is final, or when the time is up. A sign-in is not required. With one, `mine` shows what happened to this payer’s own payment.',
        security: payerOrAnyone,
        'x-codes': ['order_not_found'],
        params: OrderParams,
        querystring: PaymentQuery,
        response: { 200: Payment, ...problems },
      },
    },
    async (request, reply) => {
      const { orderId } = request.params
      const receivedAt = payments.clock.now()
      const moment = payments.freshness.moment()
      const waitUntil = receivedAt + (request.query.wait ?? 0) * 1000
      const patient = waitUntil > receivedAt
      let heard = await askAndLook(deps, orderId, { moment, patient })
      if (!isFinal(heard.view.status) && waitUntil > payments.clock.now()) {
        await longPoll.wait(orderId, waitUntil, goneWith(reply.raw))
        heard = await refreshPayment(payments, heard.view, moment)
      }
      const { view, answeredSince } = heard
      const openid = lastPayerOf(request, deps)
      const own = openid === null ? null : await readOwnPayment(payments, view.order, openid)
      const times = { receivedAt, now: payments.clock.now(), answeredSince }
      return describePayment(view, own, times)
    },
  )
  return Promise.resolve()
}

async function askAndLook(
  deps: RouteDeps,
  orderId: string,
  { moment, patient }: { moment: number; patient: boolean },
): Promise<FreshView> {
  // Another process may just be applying the gateway's report. Listened for before the order is read: what ends
  // between the two would be heard by nobody.
  const ends = patient ? deps.endsWithinMoment(orderId) : Promise.resolve(false)
  const view = await look(deps, orderId)
  if (isFinal(view.status)) return { view, answeredSince: false }
  if (await ends) {
    const heard = await refreshPayment(deps.payments, view, moment)
    if (isFinal(heard.view.status)) return heard
  }
  await deps.queueQuery(view.last, patient ? 'unless busy' : undefined)
  return refreshPayment(deps.payments, view, moment)
}

async function look(deps: RouteDeps, orderId: string): Promise<PaymentView> {
  const view = await readPayment(deps.payments, orderId)
  if (!view) throw new CheckoutError('order_not_found', 'No such order.')
  return view
}

/** Stops waiting for a payer who has left. */
function goneWith(response: ServerResponse): AbortSignal {
  const controller = new AbortController()
  response.once('close', () => controller.abort())
  return controller.signal
}
