/** One request to WeChat's token address. The tokens in the answer are not read. */
import { Type } from 'typebox'
import { AnswerTooLong, readAnswer, UnknownEncoding } from '../runtime/response-bytes'
import type { HttpClient } from '../runtime/http-client'
import { compileSchema } from '../runtime/compile-schema'

export type TokenAnswer =
  | { readonly kind: 'payer'; readonly openid: string }
  | { readonly kind: 'snapshot' }
  | { readonly kind: 'error'; readonly errcode: number; readonly detail: string }
  /** `broken`: the connection failed. `senseless`: too late, too long, or not WeChat's. */
  | { readonly kind: 'broken' | 'senseless'; readonly detail: string }

/** Comes with HTTP 200 and `text/plain`, like every answer of this address. */
const errors = compileSchema(
  // Informative only.
  Type.Object({ errcode: Type.Integer(), errmsg: Type.Optional(Type.Unknown()) }),
)

const payers = compileSchema(
  Type.Object({
    openid: Type.String({ pattern: '^[A-Za-z0-9_-]{1,128}$' }),
    // Documented as 1 for a virtual account, and missing for a real one.
    is_snapshotuser: Type.Optional(Type.Unknown()),
  }),
)

/** In bytes. An answer is half a kilobyte. */
const MAX_ANSWER_BYTES = 16 * 1024

/** @param url contains the app secret: it must not reach an error or a log */
export async function readToken(
  url: string,
  { connections, signal }: { readonly connections: HttpClient; readonly signal: AbortSignal },
): Promise<TokenAnswer> {
  try {
    const response = await connections.request(url, { method: 'GET', signal })
    const text = (await readAnswer(response, MAX_ANSWER_BYTES)).toString('utf8')
    if (response.statusCode === 200) return understand(JSON.parse(text))
    return { kind: 'senseless', detail: `HTTP ${String(response.statusCode)}` }
  } catch (error) {
    const cause = error instanceof Error ? error : new Error('unknown')
    if (cause instanceof SyntaxError) return notWechats
    if (cause instanceof AnswerTooLong || cause instanceof UnknownEncoding) {
      return { kind: 'senseless', detail: cause.message }
    }
    const tooLate = cause.name === 'TimeoutError' || cause.name === 'AbortError'
    return {
      kind: tooLate ? 'senseless' : 'broken',
      detail: tooLate ? 'No answer in time.' : cause.message,
    }
  }
}

const notWechats: TokenAnswer = { kind: 'senseless', detail: 'Not an answer of WeChat.' }

function understand(answer: unknown): TokenAnswer {
  if (errors.Check(answer) && answer.errcode !== 0) {
    return { kind: 'error', errcode: answer.errcode, detail: wordsOf(answer.errmsg) }
  }
  if (!payers.Check(answer)) return notWechats
  return isSnapshot(answer.is_snapshotuser)
    ? { kind: 'snapshot' }
    : { kind: 'payer', openid: answer.openid }
}

function wordsOf(errmsg: unknown): string {
  return typeof errmsg === 'string' ? errmsg : ''
}

/** Anything but a plain «no» counts: an order under a virtual openid could never be paid. */
function isSnapshot(flag: unknown) {
  return !(flag === undefined || flag === null || flag === 0 || flag === false || flag === '0')
}
