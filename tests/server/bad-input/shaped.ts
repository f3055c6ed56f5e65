/** Values that a schema of the document allows. */
import fc from 'fast-check'
import { hostileValue } from './hostile'

export interface Schema {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly maxProperties?: number
  readonly items?: Schema
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly format?: string
}

/** Known good values by the name of the field or parameter: what makes a request reach the deep code. */
export type Known = Readonly<Record<string, readonly unknown[]>>

/** @throws where the document uses a word that this generator has yet to learn */
export function shapedBy(schema: Schema, known: Known, name = ''): fc.Arbitrary<unknown> {
  const values = known[name]
  const made = madeBy(schema, known)
  return values ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...values) }, made) : made
}

function madeBy(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => shapedBy(one, known)))
  switch (schema.type) {
    case 'object':
      return objectBy(schema, known)
    case 'array':
      return fc.array(shapedBy(schema.items ?? {}, known), { maxLength: 3 })
    case 'string':
      return textBy(schema)
    case 'integer':
      return integerBy(schema)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case undefined:
      return hostileValue
    default:
      throw new Error(`the generator does not know this schema: ${JSON.stringify(schema)}`)
  }
}

function objectBy(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  const { properties, required = [], patternProperties } = schema
  if (properties) {
    const fields = Object.fromEntries(
      Object.entries(properties).map(([name, one]) => [name, shapedBy(one, known, name)]),
    )
    return fc.record(fields, { requiredKeys: [...required] })
  }
  const [value] = Object.values(patternProperties ?? { '': schema.additionalProperties })
  const rest = typeof value === 'object' ? shapedBy(value, known) : fc.string({ maxLength: 8 })
  return fc.dictionary(fc.string({ unit: 'grapheme', maxLength: 8 }), rest, { maxKeys: 3 })
}

/** Small amounts more often: the large ones are refused further in. */
function integerBy({ minimum = -(2 ** 31), maximum = 2 ** 31 }: Schema): fc.Arbitrary<number> {
  const near = fc.integer({ min: minimum, max: Math.min(maximum, minimum + 5_000) })
  return fc.oneof(
    near,
    fc.constantFrom(minimum, maximum),
    fc.integer({ min: minimum, max: maximum }),
  )
}

function textBy(schema: Schema): fc.Arbitrary<string> {
  const { minLength = 0, maxLength = 64, pattern, format } = schema
  if (format === 'date-time') return fc.oneof(fc.constantFrom(...edgesOfTime), soon)
  if (format !== undefined) throw new Error(`the generator does not know the format ${format}`)
  if (pattern === '^https?://') return fc.webUrl({ withQueryParameters: true })
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern))
  return fc.oneof(
    fc.string({ minLength, maxLength: Math.min(maxLength, 24) }),
    fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 24) }),
    fc.constantFrom('山', '\u202e', 'x').map((one) => one.repeat(maxLength)),
  )
}

const edgesOfTime = [
  '1970-01-01T00:00:00Z',
  '2026-02-28T12:00:00.123+08:00',
  '9999-12-31T23:59:59Z',
]
const soon = fc
  .integer({ min: -5, max: 365 * 24 })
  .map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString())
