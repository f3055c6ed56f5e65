/** Creates an order at WeChat Pay, with the parameters of its pay sheet. */
import type { CreateCharge, CreateOutcome } from '../../payments/core/gateway-calls'
import type { JsApiParams } from '../../contract/charges'
import { readCreated } from './order-answers'
import { unusableAnswer, unansweredOutcome } from './outcomes'
import { createBody } from './requests'
import type { Reply } from './connection/transport'

export interface OrderTerms {
  readonly appId: string
  readonly mchId: string
  /** WeChat Pay's webhooks for payments and refunds go here. */
  readonly notifyUrl: string
}

/** @returns the text that is sent, the same for every repeat */
export function orderRequest(charge: CreateCharge, terms: OrderTerms): string {
  const { chargeNumber, expiresAt, amount, openid, clientIp } = charge
  return createBody({
    ...terms,
    chargeNumber,
    // One line in the payer's bill: what was bought.
    description: charge.subject,
    expiresAt,
    amount,
    openid,
    clientIp,
    // Our order number: it identifies the order of a payment that is not in our books.
    attach: charge.metadata['orderNo'] ?? null,
  })
}

/** @param sheetOf signs the sheet's parameters for a prepay id */
export async function createdOrder(
  reply: Reply,
  charge: CreateCharge,
  { appId, mchId }: OrderTerms,
  sheetOf: (prepayId: string) => Promise<JsApiParams>,
): Promise<CreateOutcome> {
  if (reply.kind !== 'answer') {
    const { outcome, failure } = unansweredOutcome('create', reply)
    return outcome === 'paid' || outcome === 'closed' || outcome === 'not_closed'
      ? { outcome: 'exists', failure }
      : { outcome, failure }
  }
  const prepayId = readCreated(reply.body)
  if (prepayId === null) return unusableAnswer()
  const { chargeNumber, amount } = charge
  return {
    outcome: 'created',
    jsApiParams: await sheetOf(prepayId),
    charge: {
      gatewayId: chargeNumber,
      chargeNumber,
      app: mchId,
      appId,
      amount,
      currency: 'CNY',
      livemode: true,
      status: 'processing',
      paidAt: null,
      transactionNo: null,
      amountRefunded: 0,
      refunds: [],
      refundsReadable: false,
      failure: null,
    },
  }
}
