import type { PaymentDeps } from '../../../server/payments/core/deps'
import { CheckoutError } from '../../../server/contract/errors'
import type { Backend } from './backend'
import { Stream } from './faults'

/** What came back: a value, or the code of a problem. */
export type Answer<T> = { readonly value: T } | { readonly code: string }

interface Caller<T> {
  readonly openid?: string
  readonly handle: (deps: PaymentDeps, backend: Backend) => Promise<T>
  /** The answer has left the backend; whether it arrives is another matter. */
  readonly left?: (answer: Answer<T>, stream: Stream) => void
  /** null: nothing came back. */
  readonly got?: (answer: Answer<T> | null) => void
}

/** Sends an HTTP request to one of the processes. @param id the same in every run of the seed */
export function send<T>(backend: Backend, id: number, caller: Caller<T>): void {
  const { world } = backend.surroundings
  const { handle, left, got, openid = null } = caller
  const stream = new Stream(id)
  stream.openid = openid
  const lost = world.faults.draw(id, 100_000, [
    ['http: request lost', world.nature.faults.http * 0.3],
    ['http: answer lost', world.nature.faults.http * 0.7],
  ])
  const latency = world.faults.unit(id, 100_001) * 80
  world.in(latency, () => {
    if (!backend.life.up || lost === 'http: request lost') return got?.(null)
    const { number, name } = backend.life
    const answered = (answer: Answer<T>) => {
      if (backend.life.number !== number) return
      left?.(answer, stream)
      if (lost !== null) world.tell(() => `an answer of ${name} is lost`)
      if (got) world.in(latency, () => got(lost === null ? answer : null))
    }
    handle(backend.deps(stream), backend).then(
      (value) => answered({ value }),
      (error: unknown) => {
        answered({ code: error instanceof CheckoutError ? error.code : 'internal_error' })
      },
    )
  })
}
