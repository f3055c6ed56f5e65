/** What any answer to any request has to be. */
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { Compile } from 'typebox/compile'
import { Problem } from '../../../server/contract/problems'
import { CheckoutError } from '../../../server/contract/errors'
import type { Operation } from './operations'
import { secretsIn, type Secrets } from './secrets'
import { headerOf, type WireAnswer } from './wire'

const ajv = addFormats.default(new Ajv({ strict: false }), ['date-time'])
const problems = Compile(Problem)
const compiled = new WeakMap<object, (value: unknown) => boolean>()

const once = ['content-type', 'content-length', 'location', 'retry-after', 'cache-control']

/** @returns what is wrong with the answer, in words; nothing where it is as it should be */
export function faultsOf(
  answer: WireAnswer,
  operation: Operation | null,
  secrets: Secrets,
): string[] {
  const told = `${JSON.stringify(answer.headers)}${answer.body}`
  const names = answer.headers.map(([name]) => name)
  return [
    ...secretsIn(told, secrets).map((secret) => `it tells the ${secret}`),
    ...once
      .filter((name) => names.indexOf(name) !== names.lastIndexOf(name))
      .map((name) => `it has ${name} twice`),
    ...(answer.status >= 400 ? faultsOfProblem(answer) : faultsOfSuccess(answer, operation)),
  ]
}

function faultsOfProblem(answer: WireAnswer): string[] {
  if (answer.status >= 500) return [`it is ${answer.status} ${answer.body}`]
  const type = headerOf(answer, 'content-type')
  if (type !== 'application/problem+json; charset=utf-8')
    return [`a failure is of type ${type ?? 'none'}`]
  const problem: unknown = JSON.parse(answer.body)
  if (!problems.Check(problem)) return [`it is no problem of the contract: ${answer.body}`]
  const { status } = new CheckoutError(problem.code, '')
  return problem.status === answer.status && status === answer.status
    ? []
    : [`${problem.code} says ${problem.status} with status ${answer.status}`]
}

function faultsOfSuccess(answer: WireAnswer, operation: Operation | null): string[] {
  if (!operation) return []
  const documented = operation.responses[answer.status]
  if (!documented) return [`the document does not know its status ${answer.status}`]
  if (!documented.content) return answer.body === '' ? [] : ['it has a body that nobody documented']
  const [type = 'none'] = (headerOf(answer, 'content-type') ?? '').split(';', 1)
  const content = documented.content[type]
  if (!content) return [`the document does not know its type ${type}`]
  const body: unknown = type.endsWith('json') ? JSON.parse(answer.body) : answer.body
  return fits(content.schema ?? {}, body) ? [] : [`the document describes another: ${answer.body}`]
}

function fits(schema: object, body: unknown): boolean {
  const check = compiled.get(schema) ?? ajv.compile(schema)
  compiled.set(schema, check)
  return check(body)
}
