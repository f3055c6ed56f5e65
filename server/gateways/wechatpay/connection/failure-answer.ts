/** The body of a WeChat Pay failure, validated once. */
import { Type } from 'typebox'
import { compileSchema } from '../../../runtime/compile-schema'
import { Unchecked, Name } from './answer-fields'

const failures = compileSchema(Type.Object({ code: Name, message: Unchecked, detail: Unchecked }))

/** A failure's own code and message. It is not signed, so it never decides how a payment ended. */
export interface WechatFailure {
  readonly code: string
  readonly message: string
  readonly detail: unknown
}

/** @returns null where the body names no code */
export function readFailure(body: unknown): WechatFailure | null {
  if (!failures.Check(body)) return null
  const message = typeof body.message === 'string' ? body.message : ''
  // PostgreSQL cannot store these.
  const keepable = message.replaceAll(/[\0\p{Surrogate}]/gu, '\ufffd').slice(0, 500)
  return { code: body.code, message: keepable, detail: body.detail }
}
