/** What the search has found, told as it would happen; on the memory repository, whose verbs the databases share. */
import { describe, expect, it } from 'vitest'
import { requestCharge } from '../../server/payments/charges/request-charge'
import type { PaymentDeps } from '../../server/payments/core/deps'
import type { Gateway } from '../../server/payments/core/gateway'
import type { Repository } from '../../server/payments/core/repository'
import { placeOrder } from '../../server/payments/orders/place-order'
import { applyWebhook } from '../../server/payments/events/apply-webhook'
import { receiveWebhook } from '../../server/payments/events/receive-webhook'
import { processDue } from '../../server/payments/worker/process-due'
import { requestRefund } from '../../server/payments/refunds/request-refund'
import { applyChargeReport } from '../../server/payments/reports/apply-charge-report'
import { over } from './planted/change'
import { Scene } from './world/scene'
import { Stream } from './world/faults'
import { World } from './world/world'

/** A world in which nothing goes wrong by itself and no time passes, and its one process. */
async function quiet() {
  const world = new World(1, new Set(), false)
  world.calm = true
  const scene = new Scene(world, null)
  const backend = scene.backendOf(0)
  const deps = backend.deps(new Stream(1))
  const wish = { orderNo: 'A1', amount: 3_880, subject: 'tea', body: 'tea' }
  const { order } = await placeOrder(deps, wish)
  const tap = {
    orderId: order.orderId,
    openid: 'payer',
    clientIp: '',
    renew: false,
    automatic: false,
  }
  return { world, scene, deps, tap, book: world.book }
}

/** The same, but for what is given. */
function changed(
  deps: PaymentDeps,
  {
    gateway,
    repository,
  }: { readonly gateway?: Partial<Gateway>; readonly repository?: Partial<Repository> },
): PaymentDeps {
  return {
    ...deps,
    repository: over(deps.repository, repository ?? {}),
    gateways: { ...deps.gateways, paymax: { ...deps.gateways.paymax, ...gateway } },
  }
}

const notVerified = {
  outcome: 'untrusted',
  failure: { reason: 'unknown' as const, code: 'x', message: '' },
} as const

describe('a charge whose create answer was lost', () => {
  async function lost() {
    const all = await quiet()
    const { deps, tap, scene } = all
    const createCharge: Gateway['createCharge'] = async (asked) => {
      await deps.gateways.paymax.createCharge(asked)
      return notVerified
    }
    await expect(requestCharge(changed(deps, { gateway: { createCharge } }), tap)).rejects.toThrow()
    const [made] = [...scene.paymax.charges.values()]
    const row = [...all.book.charges.values()][0]
    if (!made || !row) throw new Error('nothing was made')
    return { ...all, made, row }
  }

  it('is due in the very commit that learns its gateway id', async () => {
    const { deps, made, row } = await lost()
    expect(row.due).toBeNull()
    const told = await deps.gateways.paymax.queryCharge(made.gatewayId)
    if (told.outcome !== 'answered') throw new Error('no answer')
    await applyChargeReport(deps, told.charge, deps.clock.now())
    expect(row.record.gatewayId).toBe(made.gatewayId)
    expect(row.due).not.toBeNull()
  })

  it('stays due where a look that began before ends after', async () => {
    const { deps, made, row, world } = await lost()
    row.due = world.now
    // The look reads the row, and only then is the id learned by somebody else.
    const chargeById: Repository['chargeById'] = async (chargeId) => {
      const before = await deps.repository.chargeById(chargeId)
      const told = { gatewayId: made.gatewayId, livemode: true }
      await deps.repository.noteChecked(chargeId, deps.clock.now(), told)
      return before
    }
    await processDue(changed(deps, { repository: { chargeById } }))
    expect(row.due).not.toBeNull()
  })
})

describe('a charge that could not be closed', () => {
  it('is not given again once its order has been paid meanwhile', async () => {
    const { deps, tap, scene } = await quiet()
    const { charge } = await requestCharge(deps, tap)
    const made = scene.paymax.byNumber.get(charge.chargeId)
    if (!made) throw new Error('nothing was made')
    let asked = 0
    const queryCharge: Gateway['queryCharge'] = async (id) => {
      const answer = await deps.gateways.paymax.queryCharge(id)
      asked += 1
      if (asked === 2) {
        // Paid, and applied by its event, while this answer was on its way.
        scene.paymax.take(made)
        made.visibleAt = 0
        const told = await deps.gateways.paymax.queryCharge(id)
        if (told.outcome === 'answered')
          await applyChargeReport(deps, told.charge, deps.clock.now())
      }
      return answer
    }
    const closeCharge: Gateway['closeCharge'] = () =>
      Promise.resolve({
        outcome: 'not_closed',
        failure: { reason: 'unknown' as const, code: 'x', message: '' },
      })
    const late = requestCharge(changed(deps, { gateway: { queryCharge, closeCharge } }), {
      ...tap,
      renew: true,
    })
    await expect(late).rejects.toMatchObject({ code: 'order_paid' })
  })
})

/** @param amount fen; all of it where none is given */
async function paid(amount?: number) {
  const all = await quiet()
  const { deps, tap, scene } = all
  const { charge } = await requestCharge(deps, tap)
  const made = scene.paymax.byNumber.get(charge.chargeId)
  if (!made) throw new Error('nothing was made')
  scene.paymax.take(made)
  made.visibleAt = 0
  const told = await deps.gateways.paymax.queryCharge(made.gatewayId)
  if (told.outcome === 'answered') await applyChargeReport(deps, told.charge, deps.clock.now())
  const wish = { reason: 'returned', ...(amount === undefined ? {} : { amount }) }
  const refund = await requestRefund(deps, 'A1', wish, 'key')
  return { ...all, made, refund }
}

describe('a refund', () => {
  const failure = { reason: 'unknown' as const, code: 'CHANNEL_REFUND_FAILED', message: '' }

  it('that another process has sent again is not failed by whoever is late', async () => {
    const { deps, refund } = await paid()
    const { refundId, amount } = refund
    const nextTryAt = deps.clock.now()
    await deps.repository.refundSending(refundId, {
      amount,
      unlistedBefore: 0,
      sentAt: 1,
      nextTryAt,
    })
    await deps.repository.refundNotSent(refundId, 1, { because: 'not_found', nextTryAt })
    await deps.repository.refundSending(refundId, {
      amount,
      unlistedBefore: 0,
      sentAt: 2,
      nextTryAt,
    })
    const seen = { status: 'sending', sentAt: 1 } as const
    const then = { gatewayId: null, seen, incident: null, next: null }
    expect(await deps.repository.refundFailed(refundId, failure, then)).toBe(false)
  })

  it('is not failed by word of another one at the gateway', async () => {
    const { deps, refund } = await paid()
    const { refundId, amount } = refund
    const nextTryAt = deps.clock.now()
    await deps.repository.refundAccepted(refundId, { gatewayId: 're_1', amount, nextTryAt })
    const then = { gatewayId: 're_2', seen: null, incident: null, next: null }
    expect(await deps.repository.refundFailed(refundId, failure, then)).toBe(false)
  })

  it('is found in the total, where none are listed, though it was about to be sent again', async () => {
    const { deps, refund, made, world } = await paid()
    const { refundId, amount } = refund
    const nextTryAt = deps.clock.now()
    await deps.repository.refundSending(refundId, {
      amount,
      unlistedBefore: 0,
      sentAt: 1,
      nextTryAt,
    })
    await deps.repository.refundNotSent(refundId, 1, { because: 'not_found', nextTryAt })
    made.refunds.push({
      gatewayId: 're_1',
      refundId,
      sentAt: 1,
      amount,
      madeAt: 0,
      denial: null,
      status: 'succeeded',
      endedAt: world.now,
    })
    const queryCharge: Gateway['queryCharge'] = async (id) => {
      const told = await deps.gateways.paymax.queryCharge(id)
      if (told.outcome !== 'answered') return told
      return { ...told, charge: { ...told.charge, refunds: [], amountRefunded: amount } }
    }
    await processDue(changed(deps, { gateway: { queryCharge } }))
    expect(world.book.refunds.get(refundId)?.record.status).toBe('succeeded')
  })
})

/** Seeds 770112152 and 40312221. */
describe('a refund made by hand, of the same sum, just before ours whose answer was lost', () => {
  const second = 1_000

  /** What is listed at `now`: the one made by hand `re_1`, and ours `re_2`, which it may be too early for. */
  async function both() {
    const all = await paid(1_940)
    const { deps, refund, made, world } = all
    const ours = { amount: 1_940, unlistedBefore: 0, sentAt: world.now, nextTryAt: world.now }
    await deps.repository.refundSending(refund.refundId, ours)
    const ended = { denial: null, status: 'succeeded', endedAt: world.now } as const
    const at = { amount: 1_940, madeAt: 0, ...ended }
    const byHand = { ...at, gatewayId: 're_1', refundId: null, sentAt: null }
    const sent = { ...at, gatewayId: 're_2', refundId: refund.refundId, sentAt: ours.sentAt }
    made.refunds.push(byHand)
    const applied = async () => {
      const told = await deps.gateways.paymax.queryCharge(made.gatewayId)
      if (told.outcome === 'answered') await applyChargeReport(deps, told.charge, deps.clock.now())
    }
    const rows = () => {
      const { refunds } = world.book
      const ids = [...refunds.values()].map(({ record }) => record)
      return ids.map(({ gatewayId, status }) => `${String(gatewayId)} ${status}`)
    }
    return { ...all, sent, applied, rows }
  }

  it('is not taken for ours where both are listed', async () => {
    const { made, world, sent, applied, rows } = await both()
    world.now += 300 * second
    made.refunds.push(sent)
    await applied()
    expect(rows()).toEqual(['re_2 succeeded', 're_1 succeeded'])
  })

  it('is not taken for ours while ours may not be listed yet', async () => {
    const { made, world, sent, applied, rows } = await both()
    world.now += 10 * second
    await applied()
    expect(rows()).toEqual(['null sending'])
    made.refunds.push(sent)
    await applied()
    expect(rows()).toEqual(['re_2 succeeded', 're_1 succeeded'])
  })

  it('is asked about again where its event comes while nobody can say whose it is', async () => {
    const { deps, made, scene, world, sent, rows } = await both()
    const told = { gatewayId: 're_1', refundId: null }
    const event = scene.events.aboutRefund(made.gatewayId, told)
    const received = await receiveWebhook(deps, 'paymax', event.rawBody, { sign: event.signature })
    if (!received) throw new Error('the event was not received')
    await applyWebhook(deps, received)
    expect(rows()).toEqual(['null sending'])
    expect(world.book.inbox.get(received.key)?.due).not.toBeNull()
    // By then it is known which is ours.
    made.refunds.push(sent)
    await applyWebhook(deps, received)
    expect(rows()).toEqual(['re_2 succeeded', 're_1 succeeded'])
    expect(world.book.inbox.get(received.key)?.due).toBeNull()
  })

  it('is taken for ours once ours would have been listed', async () => {
    const { deps, refund, world, applied, rows } = await both()
    world.now += 60 * second
    await applied()
    expect(rows()).toEqual(['null sending'])
    for (let look = 0; look < 3; look += 1) {
      const { sentAt } = world.book.refunds.get(refund.refundId)?.record ?? {}
      await deps.repository.refundNotFound(refund.refundId, sentAt ?? 0, world.now)
    }
    await applied()
    expect(rows()).toEqual(['re_1 succeeded'])
  })
})
