/** Examples recorded from real calls of a test: see `tests/server/api-document/examples.test.ts`. */
import examples from './examples.json'

/** One call and its answer. Ids, times and addresses are replaced by fixed ones. */
export interface ExampleCall {
  /** The status, such as `200`, or the code of a failure. */
  readonly name: string
  /** With its query, starting with the host. */
  readonly path: string
  readonly parameters: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly status: number
  /** Empty where there was no body. */
  readonly type: string
  readonly answer?: unknown
}

export type Examples = Readonly<Record<string, readonly ExampleCall[]>>

/** By operationId; for a notification, by that of its webhook. */
export const exampleCallsOf = (operationId: string): readonly ExampleCall[] =>
  (examples as Examples)[operationId] ?? []
