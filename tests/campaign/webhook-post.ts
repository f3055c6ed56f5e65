import type { DeliveryAnswer } from '../../mocks/sandbox/deliver'
import { isObject, parseObject, textField } from '../../mocks/sandbox/json'
import type { Book } from './book'
import type { Dice } from './dice'
import type { Aim } from './instants'

export interface WebhookPost {
  /** What the sandbox delivers through. */
  readonly deliver: (body: string, headers: Record<string, string>) => Promise<DeliveryAnswer>
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
}

/** Carries Paymax's events to one process after the other, and loses some for good. */
export function createWebhookPost({ bases, aim, book, dice, never }: PostOptions): WebhookPost {
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

  async function post(body: string, headers: Record<string, string>): Promise<DeliveryAnswer> {
    turn = (turn + 1) % bases.length
    const index = turn
    const url = new URL('api/webhooks/paymax', bases[index])
    const signal = AbortSignal.timeout(10_000)
    const posted = fetch(url, { method: 'POST', headers, body, signal })
    aim.happened('a webhook was posted', index)
    const response = await posted
    const answer = { status: response.status, body: await response.text() }
    if (answer.status === 200) aim.happened('a webhook was acknowledged', index)
    return answer
  }

  return {
    async deliver(body, headers) {
      const about = aboutOf(body)
      if (isLost(body, about.chargeId)) throw new Error('lost on the way')
      const answer = await post(body, headers)
      if (answer.status === 200 && answer.body === 'success') {
        book.counts.webhooks += 1
        if (about.paid) book.acknowledgedSuccesses.add(about.chargeId)
      } else if (answer.status !== 503) {
        book.broken(`a webhook was answered ${answer.status} ${answer.body}`)
      }
      return answer
    },
    mustArrive: (chargeId) => void needed.add(chargeId),
    stopDelivering() {
      stopped = true
    },
  }
}

function aboutOf(body: string): { chargeId: string; paid: boolean } {
  const event = parseObject(body) ?? {}
  const data = isObject(event['data']) ? event['data'] : {}
  const refund = event['type'] === 'REFUND'
  const chargeId = textField(data, refund ? 'charge' : 'id')
  return { chargeId, paid: !refund && data['status'] === 'SUCCEED' }
}
