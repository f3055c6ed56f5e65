import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'

const formats = ['date-time'] as const

/** A body says what it means: a number in quotes is not an amount. */
const strict = addFormats.default(new Ajv({ allErrors: true }), [...formats])
/** An address is text: `wait=25` is a number only after it has been read as one. */
const coercing = addFormats.default(new Ajv({ allErrors: true, coerceTypes: true }), [...formats])

/** Compiles what requests are checked against. */
export const compilerFor: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) =>
  (httpPart === 'body' ? strict : coercing).compile(schema)
