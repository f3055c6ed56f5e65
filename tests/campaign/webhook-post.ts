import type { DeliveryAnswer } from '../../mocks/sandbox/deliver'
import { isObject, parseObject, textField } from '../../mocks/sandbox/json'
import type { Book } from './book'
import type { Dice } from './dice'
import type { Aim } from './instants'
import type { GatewayName } from '../../server/payments/core/records'

type Deliver = (body: string, headers: Record<string, string>) => Promise<DeliveryAnswer>

export interface WebhookPost {
  /** What the sandbox's gateways deliver through. */
  readonly deliver: Readonly<Record<GatewayName, Deliver>>
  /** Events about this charge get through however much is lost: nothing else can tell of it. */
  readonly mustArrive: (chargeId: string) => void
  /** From now on nothing gets through but what must. */
  readonly stopDelivering: () => void
}

export interface PostOptions {
  readonly bases: readonly URL[]
  readonly aim: Aim
  readonly book: Book
  readonly dice: Dice
  /** How many of the events never arrive, however often they are sent. */
  readonly never: number
  /** Opens what WeChat Pay has sealed. */
  readonly unseal: (body: string) => About
}

/** Carries the gateways' events to one process after the other, and loses some for good. */
export function createWebhookPost(options: PostOptions): WebhookPost {
  const { bases, aim, book, dice, never, unseal } = options
  const doomed = new Map<string, boolean>()
  const needed = new Set<string>()
  let stopped = false
  let turn = 0

  function isLost(body: string, chargeId: string): boolean {
    if (needed.has(chargeId)) return false
    const lost = doomed.get(body) ?? dice.chance(never)
    doomed.set(body, lost)
    return lost || stopped
  }

  async function post(
    gateway: GatewayName,
    body: string,
    headers: Record<string, string>,
  ): Promise<DeliveryAnswer> {
    turn = (turn + 1) % bases.length
    const index = turn
    const url = new URL(`api/webhooks/${gateway}`, bases[index])
    const signal = AbortSignal.timeout(10_000)
    const posted = fetch(url, { method: 'POST', headers, body, signal })
    aim.happened('a webhook was posted', index)
    const response = await posted
    const answer = { status: response.status, body: await response.text() }
    if (answer.status < 300) aim.happened('a webhook was acknowledged', index)
    return answer
  }

  const through =
    (gateway: GatewayName, acknowledged: DeliveryAnswer, read: (body: string) => About): Deliver =>
    async (body, headers) => {
      const about = read(body)
      if (isLost(body, about.chargeId)) throw new Error('lost on the way')
      const answer = await post(gateway, body, headers)
      if (answer.status === acknowledged.status && answer.body === acknowledged.body) {
        book.counts.webhooks += 1
        if (about.paid) book.acknowledgedSuccesses.add(about.chargeId)
      } else if (answer.status !== 503) {
        book.broken(`a webhook was answered ${answer.status} ${answer.body}`)
      }
      return answer
    }

  return {
    deliver: {
      paymax: through('paymax', { status: 200, body: 'success' }, aboutOf),
      wechatpay: through('wechatpay', { status: 204, body: '' }, unseal),
    },
    mustArrive: (chargeId) => void needed.add(chargeId),
    stopDelivering() {
      stopped = true
    },
  }
}

/** Which charge an event is about, by the gateway's id, and whether it tells of its money. */
export interface About {
  readonly chargeId: string
  readonly paid: boolean
}

function aboutOf(body: string): About {
  const event = parseObject(body) ?? {}
  const data = isObject(event['data']) ? event['data'] : {}
  const refund = event['type'] === 'REFUND'
  const chargeId = textField(data, refund ? 'charge' : 'id')
  return { chargeId, paid: !refund && data['status'] === 'SUCCEED' }
}
