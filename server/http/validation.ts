import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import type { FastifySchemaCompiler } from 'fastify'
import type { FastifySchemaValidationError } from 'fastify/types/schema'
import type { TSchema } from 'typebox'
import { lazy } from '../runtime/lazy'

/** The schemas are our own and checked by their types: each is compiled when it is first needed. */
const ours = { meta: false, validateSchema: false } as const

const rfc3339 = lazy(() =>
  addFormats.default(new Ajv(ours), ['date-time']).compile({ type: 'string', format: 'date-time' }),
)
const lastInstant = Date.parse('9999-12-31T23:59:59.999Z')

/** RFC 3339 allows leap seconds and years that `Date` cannot read, or cannot write with four digits. */
function isTime(text: string): boolean {
  const at = rfc3339()(text) ? Date.parse(text) : NaN
  return at >= 0 && at <= lastInstant
}

const formats = { 'date-time': isTime }

/** No coercion in a body: a number in quotes is not an amount. */
const strict = lazy(() => new Ajv({ ...ours, allErrors: true, formats }))
/** An address is text: `wait=25` becomes a number by coercion. */
const coercing = lazy(() => new Ajv({ ...ours, allErrors: true, coerceTypes: true, formats }))

/** Compiles the validation of requests: the schema, and that every text is valid. */
export const compilerFor: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const compiled = lazy(() => (httpPart === 'body' ? strict : coercing)().compile(schema))
  return (data: unknown) => {
    const check = compiled()
    if (!check(data)) return { error: check.errors ?? [] }
    const error = brokenTexts(data)
    return error.length > 0 ? { error } : true
  }
}

/** PostgreSQL cannot store U+0000, and an unpaired surrogate has no UTF-8. */
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
