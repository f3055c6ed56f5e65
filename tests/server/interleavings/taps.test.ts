import { describe, expect, test } from 'vitest'
import type { Charge } from '../../../server/contract/charges'
import type { Repository } from '../../../server/payments/core/repository'
import { processDue } from '../../../server/payments/worker/process-due'
import { kinds } from '../support/databases'
import { chargedOrder } from '../support/paid-order'
import { chargeRow, successOf, t0, withAnOrder } from '../support/rows'
import { payable, rulesOver } from '../support/told-paymax'

const minute = 60_000

describe.each(kinds)('a payer who taps several times at once, on the %s database', (kind) => {
  test.each([
    { what: 'to renew a charge', options: { renew: true } },
    { what: 'on a charge too old to be given again', options: {} },
  ])('$what is given one other charge', async ({ options }) => {
    const { payer, order, charge, advance } = await chargedOrder(kind)
    advance(6 * minute)
    const tap = () => payer.post<Charge>(`api/orders/${order.orderId}/charges`, options)
    const given = await Promise.all([tap(), tap(), tap(), tap()])
    const ids = new Set(given.map(({ body }) => body.chargeId))
    expect([ids.size, ids.has(charge.chargeId)]).toEqual([1, false])
  })
})

describe.each(kinds)('a charge that the worker gives up, on the %s database', (kind) => {
  test('stays due where its gateway id is learned while it looks', async () => {
    const repository = await withAnOrder(kind)
    await repository.beginCharge(chargeRow, null, t0)
    const { deps, advance, now } = rulesOver(repository, { charge: payable })
    advance(minute)
    // The look reads the row, and the create answer comes only then.
    const chargeById: Repository['chargeById'] = async (chargeId) => {
      const read = await repository.chargeById(chargeId)
      await repository.noteChecked(chargeId, chargeRow.createdAt, successOf(chargeId))
      return read
    }
    await processDue({ ...deps, repository: { ...repository, chargeById } })
    expect(await repository.takeDueCharges(now() + minute, now() + minute, 10)).toHaveLength(1)
  })
})
