import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { handlersOf } from '../../mocks/handlers'
import { server } from '../../mocks/node'
import { orderId, scenarioNames, scenarios, type Scenario } from '../../mocks/scenarios'
import { createWorld } from '../../mocks/fake-backend'
import { openCheckout } from './support/checkout'

type Responses = Record<string, { content?: Record<string, { schema: object } | undefined> }>

interface OpenApi {
  readonly openapi: string
  readonly components: object
  readonly paths: Record<string, Record<string, { responses: Responses } | undefined> | undefined>
}

/** Every call of the SPA, in the order of a payment; the path as the document writes it. */
const calls: readonly (readonly [method: 'get' | 'post', path: string, body?: object])[] = [
  ['post', 'session', { code: 'c', state: 's' }],
  ['get', 'session'],
  ['get', 'options'],
  ['post', 'orders', { item: 'coffee' }],
  ['post', 'orders', { amount: 1234, again: true }],
  ['get', 'orders/{orderId}'],
  ['get', 'orders/{orderId}/payment'],
  ['post', 'orders/{orderId}/charges', {}],
  ['get', 'orders/{orderId}/payment'],
]

const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }))
let document: OpenApi

beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
afterAll(() => server.close())

/** The document as the backend itself serves it. */
async function readDocument(): Promise<OpenApi> {
  const { phone } = await openCheckout('embedded')
  return (await phone().get<OpenApi>('api/openapi.json')).body
}

/** The backend sends what a schema names and nothing else; a stand-in may not send more. */
function closed<T>(schema: T): T
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  // Parts of one whole are closed together.
  if ('allOf' in schema) return { ...schema, unevaluatedProperties: false }
  const entries = Object.entries(schema).map(([name, part]): [string, unknown] => [
    name,
    closed(part),
  ])
  const whole = Object.fromEntries(entries)
  return 'properties' in whole ? { additionalProperties: false, ...whole } : whole
}

const compiled = new Map<object, ValidateFunction>()

function validatorOf(schema: object): ValidateFunction {
  // What the document names once is referred to from the calls.
  const { components } = document
  const valid = compiled.get(schema) ?? ajv.compile({ ...closed(schema), components })
  compiled.set(schema, valid)
  return valid
}

/** What the document has against an answer; nothing where it is as described. */
function complaintsAbout(
  method: string,
  path: string,
  response: Response,
  body: unknown,
): string[] {
  const { responses = {} } = document.paths[`/pay/api/${path}`]?.[method] ?? {}
  const { status, headers } = response
  const described = responses[status] ?? responses[`${String(status).charAt(0)}XX`]
  const type = headers.get('content-type') ?? ''
  const schema = described?.content?.[type]?.schema
  if (!schema) return [`${method} ${path}: ${status} ${type} is not described`]
  const valid = validatorOf(schema)
  if (valid(body)) return []
  return [`${method} ${path}: ${status} ${ajv.errorsText(valid.errors)} in ${JSON.stringify(body)}`]
}

async function playThrough(scenario: Scenario, pays: boolean): Promise<string[]> {
  const world = createWorld(scenario, () => Date.now())
  const atOnce = () => Promise.resolve()
  server.use(...handlersOf(world, { delay: atOnce, hold: atOnce }))
  const complaints: string[] = []
  for (const [method, path, body] of calls) {
    const url = `http://checkout.test/pay/api/${path.replace('{orderId}', orderId)}`
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'k' }
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) }
    const response = await fetch(url, init)
    complaints.push(...complaintsAbout(method, path, response, await response.json()))
    if (path.endsWith('charges')) world.decide(pays)
  }
  server.resetHandlers()
  return complaints
}

// These two are no answers of the backend: it was never reached.
const reached = scenarioNames.filter((name) => name !== 'offline' && name !== 'backendDown')

test('the stand-in backend answers as the OpenAPI document says, in every scenario', async () => {
  document = await readDocument()
  expect(document.openapi).toBe('3.1.0')
  const complaints: string[] = []
  for (const name of reached) {
    for (const pays of [true, false]) complaints.push(...(await playThrough(scenarios[name], pays)))
  }
  expect([...new Set(complaints)]).toEqual([])
})
