import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../clock'
import type { Faults } from '../faults'
import { readBody, reply } from '../http'
import { isObject, parseObject, textField } from '../json'
import type { Messages } from '../messages'
import { pretty } from '../messages'
import type { Arrivals } from './received-notifications'
import { aboutNotification } from './explain'
import type { Arrival, ShopAnswer, Told } from './page-state'
import type { ShopBook } from './shop-orders'
import { refusalOf } from './verify'

export interface ReceiverDesk {
  secrets: readonly string[]
  clock: Clock
  faults: Faults
  messages: Messages
  arrivals: Arrivals
  book: ShopBook
}

/** In ms: longer than the sender's time-out. */
const tooLate = 12_000

/** The shop's endpoint: verifies, stores once, answers as set on the panel. */
export function createReceiver(desk: ReceiverDesk) {
  return async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request)
    const headers = headersOf(request)
    const refused = refusalOf(desk.secrets, body, headers)
    const fault = desk.faults.get().shop_answers
    const told = refused === '' ? readTold(body.toString()) : null
    const id = headers['webhook-id'] ?? ''
    // A shop that is down, or fails while processing, has stored nothing.
    const takes = told !== null && (fault === '' || fault === 'late')
    const arrival = desk.arrivals.add({
      at: desk.clock.now(),
      id,
      headers,
      body: body.toString(),
      refused,
      told,
      treated: takes ? desk.book.take(id, told) : null,
    })
    const answer = await answerAs(desk.clock, fault || (refused === '' ? '204' : '401'), response)
    desk.arrivals.answer(arrival, answer)
    passed(desk.messages, arrival)
  }
}

/** The shop's answer, and whether anybody received it. */
async function answerAs(
  clock: Clock,
  behaviour: string,
  response: ServerResponse,
): Promise<ShopAnswer> {
  const gone = new Promise<void>((resolve) => response.once('close', resolve))
  if (behaviour === 'down') response.destroy()
  if (behaviour === 'late') await Promise.race([clock.pause(tooLate), gone])
  if (behaviour === 'hang' || behaviour === 'down') await gone
  if (response.destroyed) return { state: 'silent', status: null }
  const status = behaviour === 'late' ? 204 : Number(behaviour)
  if (status === 204) response.writeHead(204).end()
  else reply(response, status, { 'Content-Type': 'text/plain' }, words[status] ?? '')
  return { state: 'answered', status }
}

const words: Readonly<Record<number, string>> = {
  401: 'the signature does not hold',
  410: 'nobody wants these any more',
  500: 'the shop is broken',
}

/** Headers added by this hop. */
const ofThisHop = new Set(['host', 'connection', 'keep-alive', 'transfer-encoding'])

function headersOf(request: IncomingMessage): Record<string, string> {
  const entries = Object.entries(request.headers).filter(([name]) => !ofThisHop.has(name))
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]))
}

function readTold(body: string): Told {
  const told = parseObject(body) ?? {}
  const data = isObject(told['data']) ? told['data'] : {}
  return {
    type: textField(told, 'type'),
    orderNo: textField(data, 'orderNo'),
    sequence: Number(told['sequence']) || 0,
    status: textField(data, 'status'),
  }
}

/** Adds it to the panel's messages, beside those of the gateways. */
function passed(messages: Messages, { id, headers, body, refused, told, answer }: Arrival): void {
  messages.add({
    payment: told?.orderNo ?? null,
    from: 'checkout',
    to: 'shop',
    method: 'POST',
    path: told?.type ?? 'notifications',
    status: answer.status,
    request: pretty(body),
    response: words[answer.status ?? 0] ?? '',
    signed: `${id}.${headers['webhook-timestamp'] ?? ''}.${body}`,
    signatureHolds: refused === '',
    about: aboutNotification,
  })
}
