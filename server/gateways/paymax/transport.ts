/** One signed call to Paymax over HTTP. No answer is trusted before its signature is verified. */
import { createHash, randomBytes, type KeyObject } from 'node:crypto'
import type { Dispatcher } from 'undici'
import { readAnswer } from '../../runtime/response-bytes'
import { connectionFailed, silent, unansweredCall } from '../../runtime/unanswered-call'
import type { HttpClient } from '../../runtime/http-client'
import type { GatewayFailure } from '../../payments/core/gateway-reports'
import { readFailure } from './answers'
import { parseJson } from '../../runtime/parse-json'
import { signRequest, verifyResponse } from './signature'

export interface Connection {
  /** Without a `/` at its end. */
  readonly baseUrl: string
  readonly secretKey: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  readonly connections: HttpClient
  /** Unix ms */
  readonly now: () => number
}

export interface Send {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: unknown
  readonly signal: AbortSignal
}

/**
 * `answer`: HTTP 200 that verified. `failure`: another status with Paymax's own code (unsigned). `unsent`: no
 * connection was made, so nothing was done. `silent`: the request may have arrived, but no usable answer
 * came. `untrusted`: HTTP 200 that does not verify or cannot be read.
 */
export type Reply =
  | { readonly kind: 'answer'; readonly body: unknown; readonly sha256?: string }
  | { readonly kind: 'failure'; readonly status: number; readonly failure: GatewayFailure }
  | { readonly kind: 'unsent' | 'silent' | 'untrusted'; readonly failure: GatewayFailure }

export type NoAnswer = Exclude<Reply, { readonly kind: 'answer' }>

/** In bytes. A charge is 2 kB; a longer answer is cut off. */
const MAX_ANSWER_BYTES = 256 * 1024

/** Sends once and never repeats: for calls that must not be made twice. */
export async function send(connection: Connection, what: Send): Promise<Reply> {
  try {
    const response = await signedRequest(connection, what, 'application/json')
    return await judge(connection, response, await readAnswer(response, MAX_ANSWER_BYTES))
  } catch (error) {
    return unansweredCall(error)
  }
}

/**
 * For the one answer that Paymax does not sign, a statement. Its bytes are trusted only as far as TLS is, so
 * nothing may ever be applied because of them.
 */
export async function sendForText(
  connection: Connection,
  what: Send,
  maxBytes: number,
): Promise<{ readonly kind: 'text'; readonly bytes: Buffer } | NoAnswer> {
  try {
    const response = await signedRequest(connection, what, '*/*')
    const bytes = await readAnswer(response, maxBytes)
    return response.statusCode === 200
      ? { kind: 'text', bytes }
      : notAnswered(response.statusCode, bytes)
  } catch (error) {
    return unansweredCall(error)
  }
}

/**
 * For calls that may be repeated: once more, newly signed, where the connection failed. Not after the
 * deadline, and not after an answer of any kind: retry pacing is up to the rules.
 */
export async function sendTwice(connection: Connection, what: Send): Promise<Reply> {
  const reply = await send(connection, what)
  return connectionFailed(reply) && !what.signal.aborted ? send(connection, what) : reply
}

async function signedRequest(connection: Connection, what: Send, accept: string) {
  const { method, path, signal } = what
  const body = what.body === undefined ? '' : JSON.stringify(what.body)
  const headers = { ...(await signedHeaders(connection, method, path, body)), Accept: accept }
  const { connections, baseUrl } = connection
  return connections.request(baseUrl + path, { method, headers, signal, ...(body && { body }) })
}

async function signedHeaders(
  connection: Connection,
  method: Send['method'],
  path: string,
  body: string,
) {
  const nonce = randomBytes(16).toString('hex')
  const timestamp = String(connection.now())
  const { secretKey, privateKey } = connection
  const signed = { method, path, query: '', nonce, timestamp, secretKey, body }
  return {
    'Content-Type': 'application/json;charset=utf-8',
    Authorization: secretKey,
    nonce,
    timestamp,
    sign: await signRequest(signed, privateKey),
  }
}

async function judge(
  connection: Connection,
  response: Dispatcher.ResponseData,
  bytes: Buffer,
): Promise<Reply> {
  const { statusCode: status, headers } = response
  if (status !== 200) return notAnswered(status, bytes)
  const signed = {
    nonce: single(headers.nonce),
    timestamp: single(headers.timestamp),
    authorization: single(headers.authorization),
    sign: single(headers.sign),
  }
  const { publicKey, secretKey } = connection
  const verdict = await verifyResponse(signed, bytes, {
    publicKey,
    secretKey,
    now: connection.now(),
  })
  if (verdict !== 'trusted')
    return untrusted(`bad_${verdict}`, 'The signature of the answer is not valid.')
  const body = parseJson(bytes.toString('utf8'))
  if (body === undefined) return untrusted('unreadable_answer', 'The answer is signed, not JSON.')
  return { kind: 'answer', body, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** A status other than 200: a failure where the body names Paymax's own code. */
function notAnswered(status: number, bytes: Buffer): NoAnswer {
  const failure = status >= 400 ? readFailure(parseJson(bytes.toString('utf8'))) : null
  if (failure) return { kind: 'failure', status, failure }
  return silent(`http_${String(status)}`, 'Not an answer of Paymax.')
}

function untrusted(code: string, message: string) {
  return { kind: 'untrusted' as const, failure: { reason: 'untrusted' as const, code, message } }
}

/** A repeated header is not trusted. */
function single(header: string | string[] | undefined) {
  return typeof header === 'string' ? header : undefined
}
