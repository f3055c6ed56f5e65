import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { queryCharge } from '../../../server/payments/reports/query-charge'
import type { Repository } from '../../../server/payments/core/repository'
import { kinds } from '../support/databases'
import { chargedOrder } from '../support/paid-order'

/** After each of the reads that the status follows from, something happens. */
const after = {
  orderByNo: (repository: Repository, happens: () => Promise<unknown>) => {
    const before = { ...repository }
    repository.orderByNo = async (orderNo) => {
      const read = await before.orderByNo(orderNo)
      await happens()
      return read
    }
  },
  ordersWithLastCharge: (repository: Repository, happens: () => Promise<unknown>) => {
    const before = { ...repository }
    repository.ordersWithLastCharge = async (orderIds) => {
      const read = await before.ordersWithLastCharge(orderIds)
      await happens()
      return read
    }
  },
}

describe.each(kinds)('a merchant who reads an order while it is paid, on %s', (kind) => {
  test.each(['orderByNo', 'ordersWithLastCharge'] as const)(
    'never reads «unpaid» in between: paid after %s',
    async (read) => {
      const scene = await chargedOrder(kind)
      const { repository } = scene.backend.payments
      const known = await repository.chargeById(scene.charge.chargeId)
      after[read](repository, async () => {
        scene.sandbox.paymax.pay(scene.charge.chargeId)
        await queryCharge(scene.backend.payments, {
          gateway: 'paymax',
          gatewayId: known?.gatewayId ?? '',
        })
      })
      expect((await scene.read()).status).not.toBe('unpaid')
    },
  )
})

test('a mismatch in thousands of characters is kept, on PostgreSQL too', async () => {
  const { sandbox, charge, reads } = await chargedOrder('postgres')
  // Random, so that no compression makes it fit.
  const app = randomBytes(4_000).toString('base64')
  await sandbox.paymax.sendWebhook(charge.chargeId, { data: { status: 'SUCCEED', app } })
  await reads({ status: 'processing', incidents: [{ kind: 'mismatch' }] })
})
