/** Calls that a test has really made, with what was answered: see `tests/server/api-document/examples.test.ts`. */
import examples from './examples.json'

/** One call and its answer. Ids, times and addresses stand for those that were there. */
export interface ExampleCall {
  /** `200` and the like, or the code of a failure. */
  readonly name: string
  /** With its query, from the host on. */
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

/** By operationId; of a notification, by that of its webhook. */
export const exampleCallsOf = (operationId: string): readonly ExampleCall[] =>
  (examples as Examples)[operationId] ?? []
