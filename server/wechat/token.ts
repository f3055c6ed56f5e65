/** One asking of WeChat's token address, and what it said. The tokens in it are left where they are. */
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

/** Comes with HTTP 200, like every answer of this address, as `text/plain`. */
const errors = compileSchema(
  // What it says in words decides nothing.
  Type.Object({ errcode: Type.Integer(), errmsg: Type.Optional(Type.Unknown()) }),
)

const payers = compileSchema(
  Type.Object({
    openid: Type.String({ pattern: '^[A-Za-z0-9_-]{1,128}$' }),
    // Documented as 1, and absent for a real account.
    is_snapshotuser: Type.Optional(Type.Unknown()),
  }),
)

/** A token answer has half a kilobyte. */
const MAX_ANSWER_BYTES = 16 * 1024

/** @param url holds the app secret: it may not reach an error or a log */
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

/** Whatever is not plainly «no» counts: an order under a virtual openid could never be paid. */
function isSnapshot(flag: unknown) {
  return !(flag === undefined || flag === null || flag === 0 || flag === false || flag === '0')
}
