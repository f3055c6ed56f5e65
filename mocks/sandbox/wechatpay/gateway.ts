import type { IncomingMessage, ServerResponse } from 'node:http'
import { header, readBody, reply } from '../http'
import type { Messages } from '../messages'
import { pretty } from '../messages'
import { randomHex } from '../random'
import { voucherFor } from './account'
import type { Desk } from './account'
import { checkRequest, textToSign } from './check-request'
import { explain } from './explain'
import { Refusal, failureBody } from './failure'
import type { Answer, Operations } from './operations'
import { paymentOf } from './payment-name'
import { vouch } from './sign-answer'

const file = { 'Content-Type': 'application/octet-stream' }
const json = { 'Content-Type': 'application/json; charset=utf-8' }

function refusalFrom(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  return new Refusal('SYSTEM_ERROR', error instanceof Error ? error.message : undefined)
}

function requestId(internal: number): string {
  return `${randomHex(16).toUpperCase()}-${String(internal)}`
}

/** WeChat Pay's HTTP API: checks the signature, does what is requested, signs the answer. */
export function createGateway(desk: Desk, operations: Operations, messages: Messages) {
  let answers = 0

  function bendNow(): string {
    const bend = desk.faults.get().wxpay_answers
    answers += 1
    // Now and then, never always: a repeated request gets a genuine answer.
    return bend === 'probe' && answers % 2 === 0 ? '' : bend
  }

  function headersOf(request: IncomingMessage, answer: Answer): Record<string, string> {
    if (!answer.signed) return {}
    const asked = answer.byCertificate ? '' : header(request, 'wechatpay-serial')
    const voucher = voucherFor(desk.account, asked)
    return vouch(voucher, answer.body, desk.clock.now(), bendNow()).headers
  }

  function perform(request: IncomingMessage, toSign: Buffer, body: Buffer): Answer {
    checkRequest(desk, request, toSign)
    const { wxpay_refuses: code } = desk.faults.get()
    if (code) throw new Refusal(code)
    const host = header(request, 'host')
    const url = new URL(request.url ?? '/', `http://${host}`)
    const answer = operations(request.method ?? '', url, body, host)
    if (answer.did && desk.faults.get().wxpay_done_unsaid === '500')
      throw new Refusal('SYSTEM_ERROR')
    return answer
  }

  return async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request)
    const { wxpay_down: down, wxpay_slow: slow } = desk.faults.get()
    const [path = '/'] = (request.url ?? '/').split('?')
    const toSign = textToSign(request, body)
    const record = (status: number | null, told: string, signatureHolds: boolean | null) =>
      messages.add({
        payment: paymentOf(desk, path, body),
        from: 'checkout',
        to: 'wechatpay',
        method: request.method ?? '',
        path,
        status,
        request: pretty(body.toString()),
        response: pretty(told),
        signed: toSign.toString(),
        signatureHolds,
        about: explain(request.method ?? '', path),
      })
    const cut = (told: string, holds: boolean | null) => {
      record(null, told, holds)
      response.destroy()
    }

    if (slow > 0) await desk.clock.pause(slow)
    if (down === '503') {
      record(503, 'Service Unavailable', null)
      return reply(response, 503, { 'Content-Type': 'text/plain' }, 'Service Unavailable')
    }
    if (down) return cut('connection cut', null)
    try {
      const answer = perform(request, toSign, body)
      const told = answer.signed ? answer.body.toString() : '(a file)'
      if (answer.did && desk.faults.get().wxpay_done_unsaid) return cut(`(lost) ${told}`, true)
      record(answer.status, told, true)
      const headers = {
        ...(answer.signed ? json : file),
        'Request-ID': requestId(0),
        ...headersOf(request, answer),
      }
      if (answer.status !== 204) return reply(response, answer.status, headers, answer.body)
      response.writeHead(204, headers)
      response.end()
    } catch (error) {
      const refusal = refusalFrom(error)
      const told = failureBody(refusal, desk.faults.get().wxpay_old_codes)
      const holds = refusal.code !== 'SIGN_ERROR' && refusal.code !== 'MCH_NOT_EXISTS'
      record(refusal.status, told, holds)
      reply(response, refusal.status, { ...json, 'Request-ID': requestId(refusal.internal) }, told)
    }
  }
}
