import type { Messages } from '../messages'
import { pretty } from '../messages'
import type { Desk } from './account'
import { deliver } from '../deliver'
import type { DeliveryAnswer, DeliveryTarget } from '../deliver'
import type { PaymaxEvent } from './events'
import { aboutWebhook } from './explain'
import { paymentName } from './payment-name'
import { verify } from './signature'

export interface WebhookTry {
  at: number
  /** Null where it was lost on the way or nobody answered. */
  answer: DeliveryAnswer | null
  /** Why there is no answer. */
  note: string
}

export interface WebhookDelivery extends PaymaxEvent {
  tries: WebhookTry[]
  state: 'waiting' | 'delivered' | 'given_up'
  dueAt: number
}

export interface Webhooks {
  list: () => readonly WebhookDelivery[]
  target: DeliveryTarget | null
  /** Follows the schedule until it is acknowledged. */
  enqueue: (event: PaymaxEvent, delay?: number) => WebhookDelivery
  /** Once, now, whatever the answer. */
  sendOnce: (event: PaymaxEvent) => Promise<WebhookDelivery>
  flush: () => Promise<void>
  stop: () => void
}

const sends = 17
const lateBy = 20_000

/** In ms: Paymax's time-out. */
const patience = 10_000

/** In ms: the pause after the given number of failed sends: 2 s, 4 s … 65,536 s. */
export function gapAfter(failedSends: number): number {
  return 1000 * 2 ** failedSends
}

/** `speed` 0 sets no timer at all: events wait for `flush`. */
export function createWebhooks(
  desk: Desk,
  messages: Messages,
  speed: number,
  changed: () => void,
): Webhooks {
  const deliveries: WebhookDelivery[] = []
  const stopping = new AbortController()
  const timers = new Map<WebhookDelivery, () => void>()

  function open(event: PaymaxEvent, dueAt: number): WebhookDelivery {
    const delivery: WebhookDelivery = { ...event, tries: [], state: 'waiting', dueAt }
    deliveries.push(delivery)
    return delivery
  }

  function schedule(delivery: WebhookDelivery, delay: number): void {
    delivery.dueAt = desk.clock.now() + delay
    if (speed === 0) return
    const cancel = desk.clock.after(delay / speed, () => void attempt(delivery))
    timers.set(delivery, cancel)
  }

  async function send(delivery: WebhookDelivery): Promise<WebhookTry> {
    const at = desk.clock.now()
    if (desk.faults.get().webhook_lost) return { at, answer: null, note: 'lost on the way' }
    if (webhooks.target === null) return { at, answer: null, note: 'no address subscribed' }
    try {
      const { body, sign } = delivery
      const headers = { 'Content-Type': 'application/json;charset=utf-8', sign }
      const sent = { body, headers, patience }
      return { at, answer: await deliver(webhooks.target, sent, stopping.signal), note: '' }
    } catch (error) {
      return { at, answer: null, note: error instanceof Error ? error.message : 'no answer' }
    }
  }

  async function tryNow(delivery: WebhookDelivery): Promise<boolean> {
    const result = await send(delivery)
    delivery.tries.push(result)
    const charge = desk.charges.get(delivery.chargeId)
    messages.add({
      payment: charge ? paymentName(charge) : null,
      from: 'paymax',
      to: 'checkout',
      method: 'POST',
      path: typeof webhooks.target === 'string' ? new URL(webhooks.target).pathname : 'webhook',
      status: result.answer?.status ?? null,
      request: pretty(delivery.body),
      response: result.answer?.body ?? result.note,
      signed: delivery.body,
      signatureHolds: verify(
        Buffer.from(delivery.body),
        delivery.sign,
        desk.account.paymax.publicKey,
      ),
      about: aboutWebhook,
    })
    return result.answer?.status === 200 && result.answer.body === 'success'
  }

  async function attempt(delivery: WebhookDelivery): Promise<void> {
    timers.get(delivery)?.()
    timers.delete(delivery)
    if (delivery.state !== 'waiting') return
    const acknowledged = await tryNow(delivery)
    if (desk.faults.get().webhook_twice && !desk.faults.get().webhook_lost) await tryNow(delivery)
    if (acknowledged) delivery.state = 'delivered'
    else if (delivery.tries.length >= sends) delivery.state = 'given_up'
    else schedule(delivery, gapAfter(delivery.tries.length))
    changed()
  }

  const webhooks: Webhooks = {
    list: () => deliveries,
    target: null,
    enqueue(event, delay = 0) {
      const delivery = open(event, desk.clock.now())
      schedule(delivery, delay + (desk.faults.get().webhook_late ? lateBy : 0))
      return delivery
    },
    async sendOnce(event) {
      const delivery = open(event, desk.clock.now())
      delivery.state = (await tryNow(delivery)) ? 'delivered' : 'given_up'
      return delivery
    },
    async flush() {
      const waiting = deliveries.filter((delivery) => delivery.state === 'waiting')
      for (const delivery of waiting) await attempt(delivery)
    },
    stop: () => stopping.abort(),
  }
  return webhooks
}
