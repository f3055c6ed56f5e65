/** Writes the wire's schemas as TypeScript, for those who have the client's package and not the contract. */
import { readFileSync } from 'node:fs'
import { format } from 'prettier'
import * as charges from '../../../server/contract/charges'
import * as failures from '../../../server/contract/failures'
import * as merchant from '../../../server/contract/merchant-orders'
import * as notifications from '../../../server/contract/notifications'
import * as orders from '../../../server/contract/orders'
import * as problems from '../../../server/contract/problems'
import * as refunds from '../../../server/contract/refunds'

/** As much of JSON Schema as the contract uses for what merchants send and read. */
interface Schema {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly const?: string
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[] | undefined
  readonly description?: string
}

/** What the package publishes, in this sequence. */
const published: Readonly<Record<string, Schema>> = {
  OrderStatus: orders.OrderStatus,
  ChargeStatus: charges.ChargeStatus,
  RefundStatus: refunds.RefundStatus,
  IncidentKind: merchant.IncidentKind,
  FailureReason: failures.FailureReason,
  MerchantFailure: failures.MerchantFailure,
  Refund: refunds.Refund,
  RefundRequest: refunds.RefundRequest,
  MerchantOrder: merchant.MerchantOrder,
  MerchantOrderRequest: merchant.MerchantOrderRequest,
  MerchantOrderAmendment: merchant.MerchantOrderAmendment,
  MerchantOrderQuery: merchant.MerchantOrderQuery,
  MerchantOrderSearch: merchant.MerchantOrderSearch,
  MerchantOrderList: merchant.MerchantOrderList,
  NotificationType: notifications.NotificationType,
  NotificationStatus: notifications.NotificationStatus,
  NotificationBody: notifications.NotificationBody,
  Notification: notifications.Notification,
  NotificationQuery: notifications.NotificationQuery,
  NotificationList: notifications.NotificationList,
  ErrorCode: problems.ErrorCode,
  Problem: problems.Problem,
}

const nameOf = new Map(Object.entries(published).map(([name, schema]) => [schema, name]))

const head = `/**
 * The bodies on the wire. Made from server/contract by tests/unit/client; to write it anew:
 * npx vitest run --project unit tests/unit/client -u
 */
`

export async function drawTypes(): Promise<string> {
  const types = Object.entries(published).map(
    ([name, schema]) => `export ${declaration(name, schema)}\n`,
  )
  const path = new URL('../../../.prettierrc.json', import.meta.url)
  const options = JSON.parse(readFileSync(path, 'utf8')) as object
  return format([head, ...types].join('\n'), { ...options, parser: 'typescript' })
}

function declaration(name: string, schema: Schema): string {
  const said = comment(schema)
  return schema.properties
    ? `${said}interface ${name} ${objectOf(schema)}`
    : `${said}type ${name} = ${shapeOf(schema)}`
}

/** @throws where the contract has begun to use what is not written here */
function shapeOf(schema: Schema): string {
  if (schema.enum) return schema.enum.map(quoted).join(' | ')
  if (schema.const !== undefined) return quoted(schema.const)
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' | ')
  if (schema.items) return `(${typeOf(schema.items)})[]`
  if (schema.properties) return objectOf(schema)
  const [values] = Object.values(schema.patternProperties ?? {})
  if (values) return `Record<string, ${typeOf(values)}>`
  const plain = plainTypes[schema.type ?? '']
  if (plain === undefined) throw new Error(`no type for ${JSON.stringify(schema)}`)
  return plain
}

const plainTypes: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'number',
  boolean: 'boolean',
  null: 'null',
}

const typeOf = (schema: Schema) => nameOf.get(schema) ?? shapeOf(schema)
const quoted = (text: string) => `'${text}'`

function objectOf({ properties = {}, required = [] }: Schema): string {
  const lines = Object.entries(properties).map(([name, schema]) => {
    const mark = required.includes(name) ? '' : '?'
    return `${comment(schema)}${name}${mark}: ${typeOf(schema)}`
  })
  return `{\n${lines.join('\n')}\n}`
}

function comment(schema: Schema): string {
  const said = schema.description ?? schema.anyOf?.find((one) => one.description)?.description
  return said === undefined || nameOf.has(schema) ? '' : `/** ${said} */\n`
}
