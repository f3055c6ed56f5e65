import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import type { FastifySchemaCompiler } from 'fastify'
import type { FastifySchemaValidationError } from 'fastify/types/schema'
import type { TSchema } from 'typebox'
import { lazy } from '../runtime/lazy'

/** The schemas are our own and checked by their types: none is compiled before it is needed. */
const ours = { meta: false, validateSchema: false } as const

const rfc3339 = lazy(() =>
  addFormats.default(new Ajv(ours), ['date-time']).compile({ type: 'string', format: 'date-time' }),
)
const lastInstant = Date.parse('9999-12-31T23:59:59.999Z')

/** RFC 3339 knows leap seconds and years that `Date` cannot read, or cannot write with four digits. */
function isTime(text: string): boolean {
  const at = rfc3339()(text) ? Date.parse(text) : NaN
  return at >= 0 && at <= lastInstant
}

const formats = { 'date-time': isTime }

/** A body says what it means: a number in quotes is not an amount. */
const strict = lazy(() => new Ajv({ ...ours, allErrors: true, formats }))
/** An address is text: `wait=25` is a number only after it has been read as one. */
const coercing = lazy(() => new Ajv({ ...ours, allErrors: true, coerceTypes: true, formats }))

/** Compiles what requests are checked against: their schema, and that every text in them is one. */
export const compilerFor: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const compiled = lazy(() => (httpPart === 'body' ? strict : coercing)().compile(schema))
  return (data: unknown) => {
    const check = compiled()
    if (!check(data)) return { error: check.errors ?? [] }
    const error = brokenTexts(data)
    return error.length > 0 ? { error } : true
  }
}

/** PostgreSQL keeps no U+0000; half a surrogate pair has no bytes in UTF-8, neither there nor in an address. */
const broken = /[\0\p{Surrogate}]/u

function brokenTexts(value: unknown, path = ''): FastifySchemaValidationError[] {
  if (typeof value === 'string') return broken.test(value) ? [errorAt(path)] : []
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return []
  return Object.entries(value).flatMap(([name, one]) => {
    const at = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    return broken.test(name) ? [errorAt(at)] : brokenTexts(one, at)
  })
}

function errorAt(instancePath: string): FastifySchemaValidationError {
  const message = 'must not contain U+0000 or half a surrogate pair'
  return { keyword: 'text', instancePath, schemaPath: '#/text', params: {}, message }
}
