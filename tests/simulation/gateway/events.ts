import type { Webhook } from '../../../server/payments/core/gateway'
import type { GatewayName } from '../../../server/payments/core/records'
import type { PaymaxReport } from './report'
import type { Wire } from './wire'

/** A notification on its way. */
export interface Event {
  readonly gateway: GatewayName
  readonly rawBody: Buffer
  readonly signature: string
  readonly notification: Webhook
  /** Signed, but it contradicts what was made: has to be kept as an incident. */
  readonly contradicts: 'ours' | 'nobody' | null
}

/** What has been sent so far: reading a notification is finding it here by its bytes. */
export class Events {
  readonly #sent = new Map<string, Event>()
  readonly #wire: Wire

  constructor(wire: Wire) {
    this.#wire = wire
  }

  aboutCharge(
    report: PaymaxReport,
    { bare = false, contradicts = null }: { bare?: boolean; contradicts?: Event['contradicts'] },
  ): Event {
    return this.#send(
      {
        kind: 'charge',
        chargeGatewayId: report.gatewayId,
        chargeNumber: report.chargeNumber,
        refund: null,
        charge: bare ? null : this.#wire.charge(report),
      },
      contradicts,
    )
  }

  /** What WeChat Pay tells, as its reader has read it. */
  ofWechatPay(told: Omit<Webhook, 'id'>, contradicts: Event['contradicts'] = null): Event {
    return this.#send(told, contradicts, 'wechatpay')
  }

  aboutRefund(chargeGatewayId: string | null, refund: NonNullable<Webhook['refund']>): Event {
    return this.#send(
      { kind: 'refund', chargeGatewayId, chargeNumber: null, refund, charge: null },
      null,
    )
  }

  read(rawBody: Buffer, signature: string | undefined): Webhook | null {
    if (signature !== 'good') return null
    return this.#sent.get(rawBody.toString('latin1'))?.notification ?? null
  }

  #send(
    told: Omit<Webhook, 'id'>,
    contradicts: Event['contradicts'],
    gateway: GatewayName = 'paymax',
  ): Event {
    const id = `evt_${this.#sent.size}`
    const notification = { ...told, id }
    const event = {
      gateway,
      rawBody: Buffer.from(id),
      signature: 'good',
      notification,
      contradicts,
    }
    this.#sent.set(id, event)
    return event
  }
}
