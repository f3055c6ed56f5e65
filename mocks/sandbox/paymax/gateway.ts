import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody, reply } from '../http'
import { parseObject } from '../json'
import type { Messages } from '../messages'
import { pretty } from '../messages'
import { randomHex } from '../random'
import type { Desk } from './account'
import { explain } from './explain'
import { checkRequest, stringToSign } from './check-request'
import { Refusal } from './failure'
import type { Failure } from './failure'
import { keyPairFor } from '../keys'
import { paymentAsked, paymentName } from './payment-name'
import { answerToSign, sign } from './signature'
import type { Answer, Operations } from './operations'

export const prefix = '/merchant-api'

const json = { 'Content-Type': 'application/json;charset=utf-8' }

function failureBody(failure: Failure): string {
  return JSON.stringify({ failure_code: failure.code, failure_msg: failure.message })
}

/** Paymax's HTTP API: checks the signature, does what is requested, signs the answer. */
export function createGateway(desk: Desk, operations: Operations, messages: Messages) {
  const seenNonces = new Set<string>()

  function signedHeaders(body: string): Record<string, string> {
    const { secretKey, paymax } = desk.account
    const nonce = randomHex(32)
    const timestamp = String(desk.clock.now())
    const key = desk.faults.get().gateway_untrusted ? keyPairFor('stranger') : paymax
    const bytes = answerToSign({ nonce, timestamp, secretKey }, Buffer.from(body))
    // PHP's client expects these names in this case.
    return { nonce, timestamp, Authorization: secretKey, sign: sign(bytes, key.privateKey) }
  }

  function perform(request: IncomingMessage, path: string, toSign: Buffer, body: Buffer): Answer {
    checkRequest(request, toSign, desk.account, seenNonces, desk.clock.now())
    const refusing = desk.faults.get().gateway_refuses
    if (refusing) throw new Refusal(refusing)
    return operations(request.method ?? '', path, body)
  }

  function paymentOf(path: string, body: Buffer): string | null {
    const charge = desk.charges.get(path.split('/')[3] ?? '')
    return charge ? paymentName(charge) : paymentAsked(parseObject(body.toString()) ?? {})
  }

  function failureFrom(error: unknown): Failure {
    if (error instanceof Refusal) return error.failure
    return { code: 'SYSTEM_ERROR', message: error instanceof Error ? error.message : 'unknown' }
  }

  return async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request)
    const { gateway_down: down, gateway_slow: slow } = desk.faults.get()
    const path = (request.url ?? '').split('?')[0]?.replace(prefix, '') ?? ''
    const toSign = stringToSign(request, prefix, body)
    const record = (status: number | null, answer: string, signatureHolds: boolean | null) =>
      messages.add({
        payment: paymentOf(path, body),
        from: 'checkout',
        to: 'paymax',
        method: request.method ?? '',
        path,
        status,
        request: pretty(body.toString()),
        response: pretty(answer),
        signed: toSign.toString(),
        signatureHolds,
        about: explain(request.method ?? '', path),
      })

    if (slow > 0) await desk.clock.pause(slow)
    if (down === '503') {
      record(503, 'Service Unavailable', null)
      return reply(response, 503, { 'Content-Type': 'text/plain' }, 'Service Unavailable')
    }
    if (down || !(request.url ?? '').startsWith(`${prefix}/`)) {
      record(null, 'connection cut', null)
      response.destroy()
      return
    }
    try {
      const answer = perform(request, path, toSign, body)
      if (answer.lost) {
        record(null, `(lost) ${answer.body}`, true)
        response.destroy()
        return
      }
      record(200, answer.body, true)
      const headers = answer.signed ? { ...json, ...signedHeaders(answer.body) } : answer.headers
      reply(response, 200, headers, answer.body)
    } catch (error) {
      const failure = failureFrom(error)
      const text = failureBody(failure)
      const unsigned = /^(SECRET_KEY|SIGN_CHECK)/.test(failure.code)
      record(400, text, !unsigned)
      reply(response, 400, json, text)
    }
  }
}
