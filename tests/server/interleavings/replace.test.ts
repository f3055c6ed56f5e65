import { describe, expect, test } from 'vitest'
import type { Gateway } from '../../../server/payments/core/gateway'
import type { CloseOutcome, QueryOutcome } from '../../../server/payments/core/gateway-calls'
import { replaceCharge } from '../../../server/payments/charges/replace-charge'
import { kinds, type Kind } from '../support/databases'
import { chargeRow, t0, withALiveCharge } from '../support/rows'
import { noAnswer, paid, payable, refusal, rulesOver } from '../support/told-paymax'

const processing: QueryOutcome = { outcome: 'answered', charge: payable }
const succeeded: QueryOutcome = { outcome: 'answered', charge: paid }
const failed: QueryOutcome = { outcome: 'answered', charge: { ...payable, status: 'failed' } }
const closed: CloseOutcome = { outcome: 'closed' }
const notClosed: CloseOutcome = { outcome: 'not_closed', failure: refusal.failure }

/** Longer than money may take to show. */
const sixMinutes = 6 * 60_000
const longSince = t0 - sixMinutes

/** When it is asked, by `rulesOver`. */
const now = t0 + 2_000

/** Query; close; query, answered in this way. */
async function replaced(
  before: QueryOutcome,
  closing: CloseOutcome,
  after: QueryOutcome,
  finalSince: number | null = null,
  kind: Kind = 'embedded',
) {
  const repository = await withALiveCharge(kind)
  if (finalSince !== null) await repository.noteFinal(chargeRow.chargeId, finalSince)
  const answers = [before, after]
  const queryCharge: Gateway['queryCharge'] = () => Promise.resolve(answers.shift() ?? noAnswer)
  const closeCharge: Gateway['closeCharge'] = () => Promise.resolve(closing)
  const { deps } = rulesOver(repository, { charge: payable }, { queryCharge, closeCharge })
  const live = await repository.chargeById(chargeRow.chargeId)
  if (!live) throw new Error('no charge')
  const outcome = await replaceCharge(deps, live)
  return { outcome, status: (await repository.chargeById(chargeRow.chargeId))?.status }
}

describe('a charge that is taken out of the way', () => {
  test('has ended where it was closed and the second query shows no money', async () => {
    expect(await replaced(processing, closed, processing)).toEqual({
      outcome: 'ended',
      status: 'closed',
    })
  })

  test.each([
    { what: 'no answer', after: noAnswer },
    { what: 'a refusal', after: refusal },
    {
      what: 'an answer that does not verify',
      after: { outcome: 'untrusted', failure: refusal.failure } as const,
    },
    {
      what: 'an answer that contradicts us',
      after: { outcome: 'answered', charge: { ...payable, amount: 1 } } as const,
    },
  ])('stays live where the second query gets $what, though it was closed', async ({ after }) => {
    expect(await replaced(processing, closed, after)).toEqual({
      outcome: 'unknown',
      status: 'live',
    })
  })

  test('has paid where the payer was quicker than the close', async () => {
    expect((await replaced(processing, closed, succeeded)).outcome).toBe('paid')
  })

  test('has paid where that is why it could not be closed', async () => {
    expect((await replaced(processing, notClosed, succeeded)).outcome).toBe('paid')
  })

  test('has ended where the second query says that it failed', async () => {
    expect((await replaced(processing, notClosed, failed)).outcome).toBe('ended')
  })

  test('stays live where it could not be closed', async () => {
    expect(await replaced(processing, notClosed, processing)).toEqual({
      outcome: 'not_closed',
      status: 'live',
    })
  })

  test('stays live where it is in a final state that the query does not tell yet', async () => {
    expect(await replaced(processing, { outcome: 'final' }, processing)).toEqual({
      outcome: 'unknown',
      status: 'live',
    })
  })

  test('has ended where it has been final for long, and no money shows', async () => {
    expect(await replaced(processing, { outcome: 'final' }, processing, longSince)).toEqual({
      outcome: 'ended',
      status: 'closed',
    })
  })

  test.each([
    { age: sixMinutes - 1, outcome: 'unknown', status: 'live' },
    { age: sixMinutes, outcome: 'ended', status: 'closed' },
  ])('is $outcome once it has been final for $age ms', async ({ age, ...expected }) => {
    for (const kind of kinds) {
      const since = now - age
      expect(await replaced(processing, { outcome: 'final' }, processing, since, kind)).toEqual(
        expected,
      )
    }
  })

  test.each(kinds)(
    'has been final since it was first found to be, on the %s database',
    async (kind) => {
      const repository = await withALiveCharge(kind)
      expect(await repository.noteFinal(chargeRow.chargeId, t0)).toBe(t0)
      expect(await repository.noteFinal(chargeRow.chargeId, t0 + 1)).toBe(t0)
    },
  )

  test('stays live where it has been final for long, and the second query is silent', async () => {
    expect(await replaced(processing, { outcome: 'final' }, noAnswer, longSince)).toEqual({
      outcome: 'unknown',
      status: 'live',
    })
  })
})
