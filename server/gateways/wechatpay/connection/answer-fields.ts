/** The kinds of fields that WeChat Pay's answers have. */
import { Type } from 'typebox'

export const Name = Type.String({ pattern: '^[\\x21-\\x7e]{1,128}$' })

export const Fen = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

/** Decides nothing: in whatever type it comes, it must not keep the rest from being believed. */
export const Unchecked = Type.Optional(Type.Unknown())
