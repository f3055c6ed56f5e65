/** What a failure of WeChat Pay says, validated once. */
import { Type } from 'typebox'
import { compileSchema } from '../../../runtime/compile-schema'
import { Unchecked, Name } from './answer-fields'

const failures = compileSchema(Type.Object({ code: Name, message: Unchecked, detail: Unchecked }))

/** What a failure says of itself. It is not signed: nothing may be settled by it. */
export interface WechatFailure {
  readonly code: string
  readonly message: string
  readonly detail: unknown
}

/** @returns null where the body names no code */
export function readFailure(body: unknown): WechatFailure | null {
  if (!failures.Check(body)) return null
  const message = typeof body.message === 'string' ? body.message : ''
  // PostgreSQL refuses to keep these.
  const keepable = message.replaceAll(/[\0\p{Surrogate}]/gu, '\ufffd').slice(0, 500)
  return { code: body.code, message: keepable, detail: body.detail }
}
