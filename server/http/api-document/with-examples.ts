import type { Answer, Content, Operation, Parameter } from './document-types'
import { exampleCallsOf, type ExampleCall } from './example-calls'
import { mapValues } from './map-values'

/** Adds the recorded calls of an operation as examples: request, parameters and answers. */
export function withExamples(operation: Operation): Operation {
  const { parameters, requestBody, responses } = operation
  const exchanges = exampleCallsOf(operation.operationId)
  const asked = exchanges.filter(({ status }) => status < 400)
  return {
    ...operation,
    ...(parameters && { parameters: parameters.map((one) => withValue(one, asked)) }),
    ...(requestBody && {
      requestBody: {
        ...requestBody,
        content: mapValues(requestBody.content, (content) => withAll(content, asked, 'body')),
      },
    }),
    responses: mapValues(responses, (answer, status) => {
      const given = exchanges.filter((one) => String(one.status) === status)
      return withAnswers(answer, given)
    }),
  }
}

function withValue(parameter: Parameter, exchanges: readonly ExampleCall[]): Parameter {
  const { name } = parameter
  const text = exchanges
    .map(({ parameters, headers }) => parameters[name] ?? headers[name])
    .find((value) => value !== undefined)
  if (text === undefined) return parameter
  const isNumber = 'type' in parameter.schema && parameter.schema.type === 'integer'
  return { ...parameter, example: isNumber ? Number(text) : text }
}

function withAnswers(answer: Answer, given: readonly ExampleCall[]): Answer {
  if (!answer.content) return answer
  return { ...answer, content: mapValues(answer.content, (one) => withAll(one, given, 'answer')) }
}

function withAll(
  content: Content,
  exchanges: readonly ExampleCall[],
  part: 'body' | 'answer',
): Content {
  const examples = exchanges.flatMap((exchange) => {
    const value = exchange[part]
    return value === undefined ? [] : [[exchange.name, { value }] as const]
  })
  return examples.length === 0 ? content : { ...content, examples: Object.fromEntries(examples) }
}
