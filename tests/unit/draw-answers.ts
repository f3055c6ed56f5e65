import type { TSchema } from 'typebox'
import { format, resolveConfig } from 'prettier'
import { Charge } from '../../server/contract/charges'
import { CheckoutOptions, OpenedOrder } from '../../server/contract/checkout'
import { Order } from '../../server/contract/orders'
import { Payment } from '../../server/contract/payment'
import { Receipt } from '../../server/contract/receipts'
import { Session, SessionState } from '../../server/contract/session'
import before from '../fixtures/answers-of-the-build-before.json' with { type: 'json' }

/** What the SPA reads of the backend, and what it is called there; an answer comes after what it is made of. */
export const answers: readonly (readonly [guard: string, type: string, schema: TSchema])[] = [
  ['isOrder', 'Order', Order],
  ['isCharge', 'Charge', Charge],
  ['isPayment', 'Payment', Payment],
  ['isSession', 'Session', Session],
  ['isOpenedOrder', 'OpenedOrder', OpenedOrder],
  ['isSignedIn', 'SessionState', SessionState],
  ['isOptions', 'CheckoutOptions', CheckoutOptions],
  ['isReceipt', 'Receipt', Receipt],
]

/** Of each answer, the fields that the build before this one sends always, with those of its parts. */
export const sentBefore: Readonly<Record<string, readonly string[]>> = before

/** The fields that an answer always has, with those of its parts. */
export function alwaysSent(schema: TSchema): string[] {
  return pathsOf(node(schema), '')
}

function pathsOf({ properties = {}, required = [] }: Node, under: string): string[] {
  return Object.entries(properties).flatMap(([name, field]) => {
    const path = `${under}${name}`
    const within = pathsOf(partOf(field), `${path}.`)
    return required.includes(name) ? [path, ...within] : within
  })
}

/** An object, or the one that a list or a `null` stands in for. */
function partOf({ anyOf, items, ...schema }: Node): Node {
  const [first] = anyOf ?? []
  return first ? partOf(first) : items ? partOf(items) : schema
}

/** The file `src/platform/answers.ts`. @throws where a schema has what no check of `shape.ts` can say */
export async function drawAnswers(path: string): Promise<string> {
  const used = new Set<string>()
  const guards = answers.map(([guard, type, schema], index) => {
    const known = new Map(
      answers.slice(0, index).map(([name, , one]) => [JSON.stringify(one), name]),
    )
    return `export const ${guard} = fields<${type}>(${fieldsOf(node(schema), { known, used, sent: sentBefore[guard] ?? [], under: '' })})`
  })
  used.add('fields')
  const types = answers.map(([, type]) => type).sort()
  const text = [
    '// Drawn from server/contract by tests/unit/answers.test.ts: change that, then run it with -u.',
    `import type { ${types.join(', ')} } from '@/payment/wire'`,
    `import { ${[...used].sort().join(', ')} } from './answer-guards'`,
    '',
    guards.join('\n\n'),
  ].join('\n')
  return format(text, { ...(await resolveConfig(path)), parser: 'typescript' })
}

/** A schema as the JSON that it is. */
interface Node {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly const?: string
  readonly anyOf?: readonly Node[]
  readonly items?: Node
  readonly properties?: Readonly<Record<string, Node>>
  readonly required?: readonly string[]
  readonly pattern?: string
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
}

const node = (schema: unknown): Node => JSON.parse(JSON.stringify(schema)) as Node

interface Drawing {
  /** Answers that are drawn already. */
  readonly known: ReadonlyMap<string, string>
  /** Checks that are to be imported. */
  readonly used: Set<string>
  /** What the build before sends of the answer. */
  readonly sent: readonly string[]
  /** The path of the part that is drawn, with a dot behind it. */
  readonly under: string
}

/** A page of this build takes an answer of the build before: what that one does not send may be missing. */
function fieldsOf({ properties = {}, required = [] }: Node, drawing: Drawing): string {
  const { used, sent, under } = drawing
  const checks = Object.entries(properties).map(([name, schema]) => {
    const path = `${under}${name}`
    const check = checkOf(schema, { ...drawing, under: `${path}.` })
    const isSent = required.includes(name) && sent.includes(path)
    return `${name}: ${isSent ? check : call('optional', check, used)}`
  })
  return `{ ${checks.join(', ')} }`
}

function checkOf(schema: Node, drawing: Drawing): string {
  const { known, used } = drawing
  const named = known.get(JSON.stringify(schema))
  if (named !== undefined) return named
  const use = (name: string) => {
    used.add(name)
    return name
  }
  if (schema.enum) return call('oneOf', schema.enum.map(quoted).join(', '), used)
  if (schema.const !== undefined) return call('oneOf', quoted(schema.const), used)
  const [first, second, ...others] = schema.anyOf ?? []
  if (first && second?.type === 'null' && others.length === 0) {
    return call('nullable', checkOf(first, drawing), used)
  }
  if (schema.properties) return call('fields', fieldsOf(schema, drawing), used)
  if (schema.items) return call('list', checkOf(schema.items, drawing), used)
  if (schema.format === 'date-time') return use('time')
  if (schema.pattern !== undefined) return call('matching', `/${schema.pattern}/`, used)
  if (schema.type === 'string') return use('text')
  if (schema.type === 'boolean') return use('flag')
  if (schema.type === 'integer' && schema.minimum !== undefined && schema.maximum !== undefined) {
    return call('whole', `${schema.minimum}, ${schema.maximum}`, used)
  }
  throw new Error(`No check of src/platform/answer-guards.ts says ${JSON.stringify(schema)}`)
}

function call(name: string, given: string, used: Set<string>): string {
  used.add(name)
  return `${name}(${given})`
}

const quoted = (text: string) => `'${text}'`
