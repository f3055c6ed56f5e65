/**
 * On `SIGN_ERROR` WeChat Pay may return the text that it built itself. The first difference to ours is the
 * mistake.
 */
import { Type } from 'typebox'
import { compileSchema } from '../../../runtime/compile-schema'
import type { WechatFailure } from './failure-answer'

const details = compileSchema(
  Type.Object({
    sign_information: Type.Object({
      method: Type.Optional(Type.String()),
      url: Type.Optional(Type.String()),
      truncated_sign_message: Type.Optional(Type.String()),
      sign_message_length: Type.Optional(Type.Number()),
    }),
  }),
)

/** Told of each call: while the key is wrong all are refused, and one line a minute is enough. */
export type TellSignError = (kind: string, fields: object) => void

export function tellSignError(tell: TellSignError, { code, detail }: WechatFailure): void {
  if (code.replaceAll('_', '') !== 'SIGNERROR') return
  const told = details.Check(detail) ? detail.sign_information : {}
  const { method, url, truncated_sign_message: text, sign_message_length: length } = told
  // Only the lines before the body are logged: the body may contain an openid.
  const head = text?.split('\n').slice(0, 4).join('\n').slice(0, 300)
  tell('SIGN_ERROR', { method, url, head, length })
}
