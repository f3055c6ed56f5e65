import { CheckoutError } from '../../contract/errors'
import { type ErrorCode, Problem } from '../../contract/problems'
import { advice } from './advice'
import { codesOf, type NamedOperation } from './codes-of'
import type { Answer, ApiDocument, Operation } from './document-types'
import { mapValues } from './map-values'
import { tags } from './tags'
import { webhooks } from './webhooks'
import { withExamples } from './with-examples'

const problem = { $ref: '#/components/schemas/Problem' }

/**
 * The complete OpenAPI document: what the plug-in collected from the routes, plus what a start does not need:
 * the groups, the notifications, each call’s failures code by code.
 * @param collected by `@fastify/swagger`
 */
export function completeDocument(collected: object): ApiDocument {
  // Made by the plug-in from our own schemas; `npm run lint:api` checks the result against the specification.
  const document = collected as ApiDocument
  return {
    ...document,
    tags,
    paths: mapValues(document.paths, (path) =>
      mapValues(path, (operation, method) => withExamples(withFailures(operation, method))),
    ),
    webhooks: mapValues(webhooks, ({ post }) => ({ post: withExamples(post) })),
    components: {
      ...document.components,
      schemas: { ...document.components.schemas, Problem: titled(Problem) },
    },
  }
}

/** A schema of the components has a name of its own there. */
const titled = (schema: object) => ({ title: 'Problem', ...schema })

function withFailures(operation: NamedOperation, method: string): Operation {
  const { 'x-codes': own = [], ...rest } = operation
  const kept = Object.entries(operation.responses).filter(([status]) => !/^[45]XX$/i.test(status))
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of codesOf(method, rest, own)) {
    const { status } = new CheckoutError(code, '')
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  const failures = [...byStatus].map(([status, codes]) => [status, failure(codes)] as const)
  return { ...rest, responses: Object.fromEntries([...kept, ...failures]) }
}

/** Each status with its codes, and what to do about each. */
function failure(codes: readonly ErrorCode[]): Answer {
  const schema = { allOf: [problem, { type: 'object', properties: { code: { enum: codes } } }] }
  return {
    description: codes.map((code) => `- \`${code}\`: ${advice[code]}`).join('\n'),
    content: { 'application/problem+json': { schema } },
  }
}
