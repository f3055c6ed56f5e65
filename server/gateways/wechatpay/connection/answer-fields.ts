/** Field types of WeChat Pay's answers. */
import { Type } from 'typebox'

export const Name = Type.String({ pattern: '^[\\x21-\\x7e]{1,128}$' })

export const Fen = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

/** Informative only: a value of the wrong type here must not make the whole answer unusable. */
export const Unchecked = Type.Optional(Type.Unknown())
