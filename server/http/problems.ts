import type { Socket } from 'node:net'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { ErrorCode, Problem } from '../contract/problems'
import { CheckoutError } from '../contract/errors'
import type { Refusals } from './refusals'
import { DatabaseUnavailable } from '../runtime/database-unavailable'
import { failurePage, isNavigation } from './page/failure-page'
import { fieldErrorsOf } from './field-errors'
import { networkOf } from './client-network'
import { requestIdHeader } from './request-id'
import { routeOf } from './route-of'
import { setOwnPolicy } from './security-headers'

/** In ms: how long a client may keep sending an invalid request before we hang up. */
const hangUpAfter = 1_000

/** The field `title` of a problem; the text may change, the code never. */
function titleOf(code: ErrorCode): string {
  const words = code.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function problemOf(error: CheckoutError): Problem {
  return {
    type: `urn:checkout:problem:${error.code}`,
    title: titleOf(error.code),
    status: error.status,
    detail: error.message,
    code: error.code,
    ...error.extra,
  }
}

declare module 'fastify' {
  interface FastifyInstance {
    refusals: Refusals
  }
}

function send(request: FastifyRequest, reply: FastifyReply, error: CheckoutError): FastifyReply {
  request.server.refusals.answered(error.code, routeOf(request), networkOf(request.ip))
  if (error.retryAfter !== undefined) reply.header('retry-after', String(error.retryAfter))
  // Also where no hook has run: the address could not be read.
  reply.header(requestIdHeader, request.id)
  // The page reads it from the browser's timing entries, long after the answer itself is gone.
  reply.header('server-timing', `refused;desc="${request.id}"`)
  reply.code(error.status).header('cache-control', 'no-store')
  if (isNavigation(request)) {
    const page = failurePage(error)
    setOwnPolicy(reply, page)
    return reply.type('text/html; charset=utf-8').send(page)
  }
  return reply
    .type('application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(problemOf(error))
}

/**
 * Every failure is sent as problem+json with a stable code, or as a page to a person; unexpected errors
 * reveal nothing.
 */
export function onError(
  error: FastifyError | CheckoutError | DatabaseUnavailable,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const known = error instanceof CheckoutError ? error : translate(error)
  if (elsewhere.has(known.code)) {
    request.server.refusals.failedElsewhere(known.code, routeOf(request), error)
  } else if (known.status >= 500) {
    request.log.error({ err: error, req: request, code: known.code }, 'failed')
  }
  if (known.code === 'payload_too_large') readToItsEnd(request, reply)
  void send(request, reply, known)
}

/** In bytes: as much as the shipped nginx passes on. */
const mostRead = 2 ** 20

/**
 * Fastify closes the connection after it has refused a body. Whoever is still sending it, as nginx is, would be
 * cut off before the answer is read and make a 502 of it. What is left of a small body is read and thrown away.
 */
function readToItsEnd(request: FastifyRequest, reply: FastifyReply): void {
  if (Number(request.headers['content-length']) <= mostRead) void reply.removeHeader('connection')
}

/** Somebody else's outage, which every request meets while it lasts. */
const elsewhere: ReadonlySet<ErrorCode> = new Set([
  'gateway_unavailable',
  'wechat_unavailable',
  'wechat_misconfigured',
  'not_ready',
])

/** In seconds. Locks are released and servers come back: a client that asks again finds out. */
const askAgainAfter = 2

function translate(error: FastifyError | DatabaseUnavailable): CheckoutError {
  if (error instanceof DatabaseUnavailable) {
    const detail = 'The database cannot be used right now. The same may be asked again.'
    return new CheckoutError('not_ready', detail, { retryAfter: askAgainAfter, cause: error })
  }
  if (error.validation) {
    const part = error.validationContext ?? 'request'
    const errors = fieldErrorsOf(error.validation, part)
    const detail = `The ${part} is not as it should be.`
    return new CheckoutError('invalid_request', detail, { extra: { errors } })
  }
  if (error.statusCode === 413)
    return new CheckoutError('payload_too_large', 'The body is too large.')
  if (error.statusCode === 415) {
    return new CheckoutError('unsupported_media_type', 'The body must be application/json.')
  }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new CheckoutError('invalid_request', 'The request could not be read.')
  }
  return new CheckoutError('internal_error', 'Something went wrong here.', { cause: error })
}

/**
 * Addresses so malformed that no route was looked up.
 * @param headers what every answer has: no hook has set them
 */
export function onFrameworkError(
  request: FastifyRequest,
  reply: FastifyReply,
  headers: Readonly<Record<string, string>>,
): void {
  void reply.headers(headers)
  void send(request, reply, new CheckoutError('invalid_request', 'The address could not be read.'))
}

/**
 * Bytes that are not an HTTP request (too many headers, half a line): Node.js only gives the socket.
 * @param headers what every answer has
 * @returns whether they were answered
 */
export function onClientError(
  error: Error & { code?: string },
  socket: Socket,
  requestId: string,
  headers: Readonly<Record<string, string>>,
): boolean {
  // After an answer under way, another one would be taken for the answer to the next request.
  const answered = socket.bytesWritten > 0
  if (error.code === 'ECONNRESET' || !socket.writable || answered) {
    socket.destroy()
    return false
  }
  const body = JSON.stringify(
    problemOf(new CheckoutError('invalid_request', 'The request could not be read.')),
  )
  const head = [
    'HTTP/1.1 400 Bad Request',
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${String(Buffer.byteLength(body))}`,
    'cache-control: no-store',
    `${requestIdHeader}: ${requestId}`,
    ...Object.entries(headers).map(([name, text]) => `${name}: ${text}`),
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
  // Closing at once, with unread bytes, would reset the connection before the client reads the answer.
  socket.resume().setTimeout(hangUpAfter, () => socket.destroy())
  return true
}

export function onNotFound(request: FastifyRequest, reply: FastifyReply): void {
  void send(request, reply, new CheckoutError('not_found', 'There is nothing at this address.'))
}
