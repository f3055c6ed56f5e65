/** Draws `docs/api.md` and `docs/zh/api.md` from the OpenAPI document. */
import { ErrorCode } from '../../../server/contract/problems'
import { advice } from '../../../server/http/api-document/advice'
import type { ApiDocument, Operation } from '../../../server/http/api-document/document-types'
import { exampleCallsOf, type ExampleCall } from '../../../server/http/api-document/example-calls'
import { phrases, type Language, type Phrases } from './phrases'
import * as zh from './zh'

export function drawApi(document: ApiDocument, language: Language): string {
  const say = phrases[language]
  const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const groups = document.tags.map(({ name }) => {
    const own = calls.filter(({ operation }) => operation.tags.includes(name))
    const sections = own.map(({ path, method, operation }) =>
      drawCall(`${method.toUpperCase()} ${path}`, operation, language),
    )
    return [`## ${language === 'zh' ? (zh.groups[name] ?? '') : name}`, ...sections].join('\n\n')
  })
  const notified = Object.entries(document.webhooks).map(([type, { post }]) => {
    const told = language === 'zh' ? zh.notified[type as keyof typeof zh.notified] : post.summary
    const [one] = exampleCallsOf(post.operationId)
    return [`### \`${type}\`${say.colon}${told}`, json(one?.body)].join('\n\n')
  })
  const codes = ErrorCode.enum.map((code) => {
    return `| \`${code}\` | ${language === 'zh' ? zh.advice[code] : advice[code]} |`
  })
  return `${[
    say.other,
    `<!-- ${say.generated} -->`,
    `# ${say.title}`,
    say.intro,
    ...groups,
    `## ${say.notifications}`,
    say.notificationIntro,
    ...notified,
    `## ${say.errors}`,
    say.errorIntro,
    [`| ${say.code} | ${say.whatToDo} |`, '| --- | --- |', ...codes].join('\n'),
  ].join('\n\n')}\n`
}

function drawCall(address: string, operation: Operation, language: Language): string {
  const say = phrases[language]
  const { operationId, parameters = [], requestBody, responses } = operation
  const summary = language === 'zh' ? (zh.summaries[operationId] ?? '') : operation.summary
  const shown = exampleCallsOf(operationId).find(({ status }) => status < 400)
  const [content] = Object.values(requestBody?.content ?? {})
  const fields = [
    ...parameters.map(({ name, required, schema, ...more }) =>
      row(say, name, { ...schema, ...more }, required ?? false),
    ),
    ...fieldsOf(say, content?.schema),
  ]
  const codes = ErrorCode.enum.filter((code) =>
    Object.values(responses).some(({ description }) => description.includes(`- \`${code}\``)),
  )
  return [
    `### \`${operationId}\`${say.colon}${summary}`,
    `\`${address}\` · ${say.who(Object.keys(operation.security[0] ?? {})[0], operation.security.length)}`,
    ...(fields.length === 0
      ? []
      : [[say.fieldHead, '| --- | --- | --- | --- |', ...fields].join('\n')]),
    ...(shown ? [`\`\`\`sh\n${curl(address, shown)}\n\`\`\``, answerOf(shown)] : []),
    `${say.codes}${codes.map((code) => `\`${code}\``).join(' ')}`,
  ].join('\n\n')
}

interface Schema {
  readonly type?: string
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly anyOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
}

/** Of a choice between bodies, the fields of each. */
function fieldsOf(say: Phrases, schema: Schema | undefined): string[] {
  const { properties = {}, required = [], anyOf = [] } = schema ?? {}
  const own = Object.entries(properties).map(([name, one]) => {
    return row(say, name, one, required.includes(name))
  })
  return [...new Set([...own, ...anyOf.flatMap((one) => fieldsOf(say, one))])]
}

function row(say: Phrases, name: string, schema: Schema, required: boolean): string {
  const { minimum, maximum, maxLength } = schema
  const values = schema.enum?.map((value) => `\`${String(value)}\``).join(' ')
  const range = minimum === undefined ? '' : ` ${minimum}–${maximum ?? ''}`
  const length = maxLength === undefined ? '' : ` ≤ ${maxLength}`
  const type =
    values ??
    `${schema.type ?? schema.anyOf?.map((one) => one.type).join(' / ') ?? ''}${range}${length}`
  return `| \`${name}\` | ${type} | ${required ? say.yes : say.no} | ${schema.description ?? ''} |`
}

function curl(address: string, { path, headers, body }: ExampleCall): string {
  const [method = ''] = address.split(' ')
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}'https://pay.example.com${path}'`,
    ...Object.entries(headers).map(([name, value]) => `  -H '${name}: ${value}'`),
    ...(body === undefined
      ? []
      : [`  -d '${typeof body === 'string' ? body : JSON.stringify(body)}'`]),
  ]
  return lines.join(' \\\n')
}

function answerOf({ status, answer }: ExampleCall): string {
  if (answer === undefined) return `\`${status}\``
  if (typeof answer !== 'string') return `\`${status}\`\n\n${json(answer)}`
  return `\`${status}\`\n\n\`\`\`text\n${answer
    .replace(/^\uFEFF/, '')
    .replaceAll('\r', '')
    .trimEnd()}\n\`\`\``
}

const json = (value: unknown) => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``
