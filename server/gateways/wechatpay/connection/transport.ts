/** One signed call to WeChat Pay over HTTP. No success is trusted before its signature is verified. */
import { createHash, randomBytes, type KeyObject } from 'node:crypto'
import type { GatewayFailure } from '../../../payments/core/gateway-reports'
import type { Log, OutageLog } from '../../../payments/core/deps'
import type { HttpClient } from '../../../runtime/http-client'
import { readAnswer } from '../../../runtime/response-bytes'
import { connectionFailed, silent, unansweredCall } from '../../../runtime/unanswered-call'
import { readFailure, type WechatFailure } from './failure-answer'
import { parseJson } from '../../../runtime/parse-json'
import { authorizationOf, type Merchant } from './request-signature'
import { tellSignError, type TellSignError } from './sign-error'
import { verifySigned, type Headers } from './verification'

export interface Connection {
  /** Without a `/` at its end. */
  readonly baseUrl: string
  /** WeChat Pay's backup address; null where none is set: then the first is called again. */
  readonly backupUrl: string | null
  readonly merchant: Merchant
  /** The serial that answers should be signed under: sent with every call. */
  readonly wantedSerial: () => string | null
  readonly keyOf: (serial: string) => KeyObject | null | Promise<KeyObject | null>
  readonly connections: HttpClient
  readonly log: Log
  /** For what every call meets while it lasts: WeChat Pay down, or answers that do not verify. */
  readonly outages: OutageLog
  readonly signErrors: TellSignError
  /** Unix ms */
  readonly now: () => number
}

export interface Send {
  readonly method: 'GET' | 'POST'
  /** Path and query, percent-encoded. */
  readonly path: string
  /** Rendered once: the same text is signed and sent. */
  readonly body?: string
  readonly signal: AbortSignal
}

/** No usable answer. `unsent`: no connection was made. `silent`: the request may have arrived. */
export type NoAnswer = {
  readonly kind: 'unsent' | 'silent' | 'untrusted'
  readonly failure: GatewayFailure
}

/**
 * `answer`: a 2xx that verified; its body is undefined where there is none. `failure`: WeChat Pay's own code,
 * unsigned.
 */
export type Reply =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly body: unknown
      /** SHA-256 of the bytes, as hex. */
      readonly sha256?: string
    }
  | { readonly kind: 'failure'; readonly status: number; readonly failure: WechatFailure }
  | NoAnswer

export interface Response {
  readonly kind: 'response'
  readonly status: number
  readonly headers: Headers
  readonly bytes: Buffer
}

/** In bytes. An order is 2 kB, a list of certificates 10; a longer answer is cut off. */
const MAX_ANSWER_BYTES = 256 * 1024

const userAgent = `paymax-checkout (Node.js ${process.versions.node})`

/** Every call here may be repeated: each is identified by a number of ours. */
export async function send(connection: Connection, what: Send): Promise<Reply> {
  const came = await exchange(connection, what, MAX_ANSWER_BYTES)
  return came.kind === 'response' ? judge(connection, what, came) : came
}

/**
 * For the two answers that are not signed, or not by a known key yet: the caller must not trust them by
 * themselves. Sent once more, to the backup address, where the connection failed: the host is not signed, so
 * the same bytes go there. Not repeated after an answer of any kind.
 */
export async function exchange(
  connection: Connection,
  what: Send,
  maxBytes: number,
): Promise<Response | NoAnswer> {
  const headers = await headersOf(connection, what)
  const came = await attempt(connection, connection.baseUrl, what, headers, maxBytes)
  if (!connectionFailed(came) || what.signal.aborted) return came
  const again = await attempt(
    connection,
    connection.backupUrl ?? connection.baseUrl,
    what,
    headers,
    maxBytes,
  )
  // The first send may have arrived, whatever became of the second.
  return again.kind === 'unsent' ? came : again
}

async function attempt(
  { connections, log, outages }: Connection,
  baseUrl: string,
  { method, path, body, signal }: Send,
  headers: Readonly<Record<string, string>>,
  maxBytes: number,
): Promise<Response | NoAnswer> {
  try {
    const asking = { method, headers, signal, ...(body && { body }) }
    const response = await connections.request(baseUrl + path, asking)
    const bytes = await readAnswer(response, maxBytes)
    const status = response.statusCode
    // WeChat Pay's support asks for it; its last part names the inner error.
    const gatewayRequestId = response.headers['request-id']
    const told = { method, path: path.split('?', 1)[0], status, gatewayRequestId }
    if (status >= 500) outages.warn(told, 'WeChat Pay answered with a failure', String(status))
    else if (status >= 400) log.warn(told, 'WeChat Pay answered with a failure')
    else log.info(told, 'WeChat Pay answered')
    return { kind: 'response', status, headers: response.headers, bytes }
  } catch (error) {
    return unansweredCall(error)
  }
}

async function headersOf(connection: Connection, { method, path, body = '' }: Send) {
  const nonce = randomBytes(16).toString('hex').toUpperCase()
  const timestamp = String(Math.floor(connection.now() / 1000))
  const wanted = connection.wantedSerial()
  return {
    Accept: 'application/json',
    'User-Agent': userAgent,
    'Content-Type': 'application/json',
    ...(wanted && { 'Wechatpay-Serial': wanted }),
    Authorization: await authorizationOf(
      { method, path, timestamp, nonce, body },
      connection.merchant,
    ),
  }
}

async function judge(connection: Connection, what: Send, response: Response): Promise<Reply> {
  const { status, headers, bytes } = response
  if (status < 200 || status >= 300) return notAnswered(connection, response)
  const verdict = await verifySigned(headers, bytes, {
    keyOf: connection.keyOf,
    now: connection.now(),
  })
  if (verdict !== 'trusted') {
    const told = { path: what.path.split('?', 1)[0], verdict }
    connection.outages.warn(told, 'an answer does not verify', verdict)
    return untrusted(verdict, 'The signature of the answer is not valid.')
  }
  if (bytes.length === 0) return { kind: 'answer', status, body: undefined }
  const body = parseJson(bytes)
  return body === undefined
    ? untrusted('unreadable_answer', 'The answer is signed, not JSON.')
    : { kind: 'answer', status, body, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** Reads an answer that is not a success. It is WeChat Pay's failure only where it names a code. */
export function notAnswered({ signErrors }: Connection, { status, bytes }: Response): Reply {
  const failure = status >= 400 ? readFailure(parseJson(bytes)) : null
  if (!failure) return silent(`http_${String(status)}`, 'Not an answer of WeChat Pay.')
  tellSignError(signErrors, failure)
  return { kind: 'failure', status, failure }
}

/** Our own codes are in lower case, WeChat Pay's in upper. */
export function untrusted(code: string, message: string): NoAnswer {
  return { kind: 'untrusted', failure: { reason: 'untrusted', code, message } }
}
