import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { kinds } from '../support/databases'
import { faultsOf } from './judge'
import { operationsIn, readOperations, type ApiDocument } from './operations'
import { requestsFor } from './requests'
import { chosenSeed, rounds, runsPerRound } from './runs'
import { loggedSecrets } from './secrets'
import { exchange } from './wire'
import { openWorld } from './world'

const operations = await readOperations()

describe.each(kinds)('whatever is sent, on %s', (kind) => {
  describe.each(rounds)('round %i', (round) => {
    test.each(operations)(
      '$name answers as the document says, and tells no secret',
      async (operation) => {
        const { checkout, cast, secrets } = await openWorld(kind)
        const statuses = new Set<number>()
        await fc.assert(
          fc.asyncProperty(requestsFor(operation, cast), async (request) => {
            const answer = await exchange(checkout.publicUrl, request)
            statuses.add(answer.status)
            expect(faultsOf(answer, operation, secrets)).toEqual([])
            expect(loggedSecrets(checkout.log.splice(0), secrets)).toEqual([])
          }),
          { numRuns: runsPerRound, seed: chosenSeed + round, interruptAfterTimeLimit: 120_000 },
        )
        // Nothing is shown by requests that are all refused at the door.
        expect([...statuses].some((status) => status < 400)).toBe(true)
      },
      180_000,
    )
  })
})

test('every call of the document is fuzzed', async () => {
  const { checkout } = await openWorld('embedded')
  const { body } = await checkout.phone().get<ApiDocument>('api/openapi.json')
  const fuzzed = operations.map(({ name }) => name)
  expect(operationsIn(body).map(({ name }) => name)).toEqual(fuzzed)
})
