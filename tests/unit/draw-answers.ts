import type { TSchema } from 'typebox'
import { format, resolveConfig } from 'prettier'
import { Charge } from '../../server/contract/charges'
import { CheckoutOptions, OpenedOrder } from '../../server/contract/checkout'
import { Order } from '../../server/contract/orders'
import { Payment } from '../../server/contract/payment'
import { Receipt } from '../../server/contract/receipts'
import { Session, SessionState } from '../../server/contract/session'

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

/** The file `src/platform/answers.ts`. @throws where a schema has what no check of `shape.ts` can say */
export async function drawAnswers(path: string): Promise<string> {
  const used = new Set<string>()
  const guards = answers.map(([guard, type, schema], index) => {
    const known = new Map(
      answers.slice(0, index).map(([name, , one]) => [JSON.stringify(one), name]),
    )
    return `export const ${guard} = fields<${type}>(${fieldsOf(node(schema), known, used)})`
  })
  used.add('fields')
  const types = answers.map(([, type]) => type).sort()
  const text = [
    '// Drawn from server/contract by tests/unit/answers.test.ts: change that, then run it with -u.',
    `import type { ${types.join(', ')} } from '@/payment/wire'`,
    `import { ${[...used].sort().join(', ')} } from './guards'`,
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

type Known = ReadonlyMap<string, string>

function fieldsOf(
  { properties = {}, required = [] }: Node,
  known: Known,
  used: Set<string>,
): string {
  const checks = Object.entries(properties).map(([name, schema]) => {
    const check = checkOf(schema, known, used)
    return `${name}: ${required.includes(name) ? check : call('optional', check, used)}`
  })
  return `{ ${checks.join(', ')} }`
}

function checkOf(schema: Node, known: Known, used: Set<string>): string {
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
    return call('nullable', checkOf(first, known, used), used)
  }
  if (schema.properties) return call('fields', fieldsOf(schema, known, used), used)
  if (schema.items) return call('list', checkOf(schema.items, known, used), used)
  if (schema.format === 'date-time') return use('time')
  if (schema.pattern !== undefined) return call('matching', `/${schema.pattern}/`, used)
  if (schema.type === 'string') return use('text')
  if (schema.type === 'boolean') return use('flag')
  if (schema.type === 'integer' && schema.minimum !== undefined && schema.maximum !== undefined) {
    return call('whole', `${schema.minimum}, ${schema.maximum}`, used)
  }
  throw new Error(`No check of src/platform/guards.ts says ${JSON.stringify(schema)}`)
}

function call(name: string, given: string, used: Set<string>): string {
  used.add(name)
  return `${name}(${given})`
}

const quoted = (text: string) => `'${text}'`
