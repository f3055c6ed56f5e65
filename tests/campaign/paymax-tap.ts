import type { IncomingMessage, ServerResponse } from 'node:http'
import { listen, readBody, reply, type Listener } from '../../mocks/sandbox/http'
import { parseObject, textField } from '../../mocks/sandbox/json'
import type { Dice } from './dice'
import type { Aim, PaymaxCall } from './instants'

/** One message to Paymax and what came of it. */
export interface Passed {
  readonly at: number
  readonly process: number
  readonly call: PaymaxCall
  /** The number that a create call gives; the gateway's id in every other. */
  readonly charge: string
  readonly request: string
  status: number | null
  answer: string
  answeredAt: number | null
}

export interface Tap {
  /** What one process is told as Paymax's address. */
  readonly baseUrl: string
  close: () => Promise<void>
}

export interface TapOptions {
  readonly paymaxUrl: string
  readonly process: number
  readonly aim: Aim
  readonly dice: Dice
  readonly log: Passed[]
  /** How many of the calls get lost without anybody being killed. */
  readonly lossy: () => number
}

/** Sits in the line between one backend process and Paymax: sees what passes, and loses some of it. */
export async function startTap(options: TapOptions): Promise<Tap> {
  const { paymaxUrl, process, aim, dice, log, lossy } = options
  const { origin, pathname } = new URL(paymaxUrl)

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request)
    const seen = recognise(request, body, pathname)
    const passed: Passed = {
      ...seen,
      at: Date.now(),
      process,
      request: body.toString(),
      status: null,
      answer: '',
      answeredAt: null,
    }
    log.push(passed)
    const dead = aim.happened(`${seen.call}: arrived`, process)
    // What a killed process had just sent may have left it whole, or not.
    if (dice.chance(dead ? 0.5 : lossy())) return void response.destroy()
    const answer = await fetch(origin + (request.url ?? ''), {
      method: request.method ?? 'GET',
      headers: headersOf(request),
      ...(body.length > 0 && { body: body.toString() }),
    })
    const text = await answer.text()
    Object.assign(passed, { status: answer.status, answer: text, answeredAt: Date.now() })
    aim.happened(`${seen.call}: done, not answered`, process)
    if (dice.chance(lossy())) return void response.destroy()
    response.once('finish', () => aim.happened(`${seen.call}: answered`, process))
    reply(response, answer.status, Object.fromEntries(keptHeaders(answer.headers)), text)
  }

  const listener: Listener = await listen(
    (request, response) => {
      response.on('error', () => undefined)
      void pass(request, response).catch(() => response.destroy())
    },
    0,
    '127.0.0.1',
  )
  return {
    baseUrl: `http://127.0.0.1:${listener.port}${pathname}`,
    close: () => listener.close(),
  }
}

function recognise(
  request: IncomingMessage,
  body: Buffer,
  prefix: string,
): Pick<Passed, 'call' | 'charge'> {
  const path = (request.url ?? '').slice(prefix.length)
  const [, , , charge = '', part, refund] = path.split('/')
  if (charge === '') {
    return { call: 'create', charge: textField(parseObject(body.toString()) ?? {}, 'order_no') }
  }
  if (part === 'close') return { call: 'close', charge }
  if (part === undefined) return { call: 'query', charge }
  return { call: refund === undefined ? 'refund' : 'refund query', charge }
}

const signing = ['content-type', 'authorization', 'nonce', 'timestamp', 'sign']

function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    signing.flatMap((name) => {
      const value = request.headers[name]
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )
}

function keptHeaders(headers: Headers): [string, string][] {
  return signing.flatMap((name) => {
    const value = headers.get(name)
    return value === null ? [] : [[name, value]]
  })
}
