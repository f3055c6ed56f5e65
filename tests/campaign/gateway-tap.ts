import type { IncomingMessage, ServerResponse } from 'node:http'
import { listen, readBody, reply, type Listener } from '../../mocks/sandbox/http'
import type { GatewayName } from '../../server/payments/core/records'
import type { Dice } from './dice'
import type { Aim, GatewayCall } from './instants'
import { recogniseCall } from './recognise-call'

/** One message to a gateway and what came of it. */
export interface Passed {
  readonly gateway: GatewayName
  readonly at: number
  readonly process: number
  readonly call: GatewayCall
  /** The number that a create call gives; the gateway's id in every other. */
  readonly charge: string
  readonly request: string
  status: number | null
  answer: string
  answeredAt: number | null
}

export interface Tap {
  /** What one process is told as the gateway's address. */
  readonly baseUrl: string
  close: () => Promise<void>
}

export interface TapOptions {
  readonly gateway: GatewayName
  readonly gatewayUrl: string
  readonly process: number
  readonly aim: Aim
  readonly dice: Dice
  readonly log: Passed[]
  /** How many of the calls get lost without anybody being killed. */
  readonly lossy: () => number
}

/** Sits in the line between one backend process and a gateway: sees what passes, and loses some of it. */
export async function startTap(options: TapOptions): Promise<Tap> {
  const { gateway, gatewayUrl, process, aim, dice, log, lossy } = options
  const { origin, pathname } = new URL(gatewayUrl)
  const prefix = pathname.replace(/\/$/, '')

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request)
    const path = (request.url ?? '').slice(prefix.length)
    const seen = recogniseCall(gateway, request.method ?? 'GET', path, body.toString())
    if (!seen) return forward(request, body, response)
    const passed: Passed = {
      gateway,
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
    const answer = await ask(request, body)
    const text = await answer.text()
    Object.assign(passed, { status: answer.status, answer: text, answeredAt: Date.now() })
    aim.happened(`${seen.call}: done, not answered`, process)
    if (dice.chance(lossy())) return void response.destroy()
    response.once('finish', () => aim.happened(`${seen.call}: answered`, process))
    reply(response, answer.status, Object.fromEntries(keptHeaders(answer.headers)), text)
  }

  function ask(request: IncomingMessage, body: Buffer): Promise<Response> {
    return fetch(origin + (request.url ?? ''), {
      method: request.method ?? 'GET',
      headers: headersOf(request),
      ...(body.length > 0 && { body: body.toString() }),
    })
  }

  /** What is about no charge is nobody's loss. */
  async function forward(request: IncomingMessage, body: Buffer, response: ServerResponse) {
    const answer = await ask(request, body)
    const headers = Object.fromEntries(keptHeaders(answer.headers))
    reply(response, answer.status, headers, await answer.text())
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
    baseUrl: `http://127.0.0.1:${listener.port}${prefix}`,
    close: () => listener.close(),
  }
}

const signing = [
  ...['content-type', 'authorization', 'nonce', 'timestamp', 'sign', 'accept', 'wechatpay-serial'],
  ...['wechatpay-timestamp', 'wechatpay-nonce', 'wechatpay-signature', 'wechatpay-signature-type'],
  ...['user-agent', 'accept-encoding', 'request-id'],
]

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
