/** One API call: its tries, its time-out, and the error it ends with. */
import { CheckoutError } from './errors.js'
import { pauseBefore } from './retry.js'
import type { Problem } from './wire.js'

export interface Request {
  readonly method: 'GET' | 'POST' | 'PATCH'
  /** Relative to `api/merchant/`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | undefined>>
  readonly body?: object
  readonly idempotencyKey?: string
}

/** Options of every call. */
export interface CallOptions {
  /** Aborts the call; it rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

/** Time, network and randomness: tests pass their own. */
export interface Seams {
  readonly fetch: typeof fetch
  /** Resolves after some milliseconds, or rejects with the signal's reason. */
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>
  /** Between 0 and 1. */
  readonly random: () => number
}

export interface Line extends Seams {
  /** `PUBLIC_URL` of the checkout. */
  readonly publicUrl: URL
  readonly apiKey: string
  /** In ms, per try. */
  readonly timeout: number
  /** How often a call is repeated. */
  readonly retries: number
}

/**
 * @returns an answer with status 2xx
 * @throws CheckoutError; the signal's reason
 */
export async function call(
  line: Line,
  request: Request,
  options: CallOptions = {},
): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    const answer = await tryOnce(line, request, options)
    if (!(answer instanceof CheckoutError)) return answer
    const pause = tries > line.retries ? null : pauseBefore(answer, tries, line.random)
    if (pause === null) throw answer
    await line.pause(pause, options.signal)
  }
}

/**
 * @returns the answer's JSON body
 * @throws CheckoutError; the signal's reason
 */
export async function callForJson<Body>(
  line: Line,
  request: Request,
  options: CallOptions = {},
): Promise<Body> {
  const answer = await call(line, request, options)
  const body = await readJson(answer)
  if (body === null) throw unreadable(answer, request)
  // The backend validates its answers against the schemas that these types are made from.
  return body as Body
}

async function tryOnce(
  line: Line,
  request: Request,
  { signal }: CallOptions,
): Promise<Response | CheckoutError> {
  signal?.throwIfAborted()
  const timeUp = AbortSignal.timeout(line.timeout)
  try {
    const answer = await line.fetch(addressOf(line, request), {
      method: request.method,
      headers: headersOf(line, request),
      // Redirects are not followed: they would turn a POST into a GET and send the key elsewhere.
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, timeUp]) : timeUp,
      ...(request.body && { body: JSON.stringify(request.body) }),
    })
    // The body is part of the answer: it may break off as well.
    const whole = new Response(await answer.arrayBuffer(), answer)
    return whole.ok ? whole : await failureOf(whole, request)
  } catch (cause) {
    signal?.throwIfAborted()
    const { idempotencyKey } = request
    const details = { cause, ...(idempotencyKey !== undefined && { idempotencyKey }) }
    return timeUp.aborted
      ? new CheckoutError('timed_out', `No answer within ${line.timeout} ms.`, details)
      : new CheckoutError('unanswered', 'The checkout could not be reached.', details)
  }
}

function addressOf({ publicUrl }: Line, { path, query = {} }: Request): URL {
  const address = new URL(`api/merchant/${path}`, publicUrl)
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) address.searchParams.set(name, String(value))
  }
  return address
}

function headersOf({ apiKey }: Line, { body, idempotencyKey }: Request): Record<string, string> {
  return {
    authorization: `Bearer ${apiKey}`,
    ...(body && { 'content-type': 'application/json' }),
    ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
  }
}

async function failureOf(answer: Response, request: Request): Promise<CheckoutError> {
  const problem = await readJson(answer)
  if (!isProblem(problem)) return unreadable(answer, request)
  const retryAfter = Number(answer.headers.get('retry-after') ?? NaN)
  return new CheckoutError(problem.code, problem.detail, {
    ...detailsOf(answer, request),
    problem,
    retryAfter: Number.isFinite(retryAfter) ? retryAfter : null,
  })
}

function unreadable(answer: Response, request: Request): CheckoutError {
  const words = `HTTP ${answer.status} that is none of the checkout’s answers. Is publicUrl right?`
  return new CheckoutError('unreadable_answer', words, detailsOf(answer, request))
}

function detailsOf(answer: Response, { idempotencyKey }: Request) {
  return {
    status: answer.status,
    requestId: answer.headers.get('x-request-id'),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  }
}

function isProblem(body: object | null): body is Problem {
  return body !== null && 'code' in body && typeof body.code === 'string' && 'detail' in body
}

/** Null where it is not a JSON object. */
async function readJson(answer: Response): Promise<object | null> {
  try {
    const body: unknown = await answer.json()
    return typeof body === 'object' ? body : null
  } catch {
    return null
  }
}
