/** The contract's table «One live charge», where something happens between its steps. */
import { setImmediate as turn } from 'node:timers/promises'
import { Kysely, sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { requestCharge } from '../../../server/payments/charges/request-charge'
import type { Gateway } from '../../../server/payments/core/gateway'
import type { CloseOutcome, QueryOutcome } from '../../../server/payments/core/gateway-calls'
import { processDue } from '../../../server/payments/worker/process-due'
import type { OrderState } from '../../../server/payments/core/records'
import { openDatabase } from '../../../server/store/engine/database'
import { embeddedDialect } from '../../../server/store/engine/embedded-dialect'
import { createRepository } from '../../../server/store/repository'
import { migrate } from '../../../server/store/engine/migrate'
import { postgresDialect } from '../../../server/store/engine/postgres-dialect'
import type { Tables } from '../../../server/store/schema/tables'
import { freshDatabase, kinds, type Kind } from '../support/databases'
import {
  answersTo,
  chargeRow,
  createdOf,
  noMoney,
  orderRow,
  successOf,
  t0,
  withALiveCharge,
} from '../support/rows'
import { paid, payable, refusal, rulesOver } from '../support/told-paymax'

const { chargeId, orderId, openid } = chargeRow
const tap = { orderId, openid, clientIp: '127.0.0.1', renew: false, automatic: false }
const processing: QueryOutcome = { outcome: 'answered', charge: payable }
const notClosed: CloseOutcome = { outcome: 'not_closed', failure: refusal.failure }

/** One database, and a connection to it that is told of each statement before the next one. */
async function open(kind: Kind, after: (statement: string) => Promise<void> = () => turn()) {
  const { location, drop } = await freshDatabase(kind)
  const opened = openDatabase(location)
  await migrate(opened)
  const heard = new Kysely<Tables>({
    dialect:
      location.kind === 'embedded' ? embeddedDialect(location.dir) : postgresDialect(location),
    log: ({ query }) => after(query.sql),
  })
  onTestFinished(async () => {
    await heard.destroy()
    await opened.db.destroy()
    await drop()
  })
  return { db: opened.db, repository: createRepository(opened.db), heard: createRepository(heard) }
}

describe.each(kinds)(
  'a payment beside the answer that made another charge, on the %s database',
  (kind) => {
    /** c1 is lost, and may be paid all the same; c2 is being created. */
    async function twoCharges(after?: (statement: string) => Promise<void>) {
      const opened = await open(kind, after)
      const { repository } = opened
      await repository.insertOrder(orderRow)
      await repository.beginCharge(chargeRow, null, t0)
      await repository.endCharge(chargeId, 'lost', noMoney)
      await repository.beginCharge({ ...chargeRow, chargeId: 'c2' }, chargeId, t0)
      const pay = () =>
        repository.recordSuccess(chargeId, successOf(chargeId), answersTo(chargeRow))
      return { ...opened, pay }
    }

    test('before it: nothing is handed out', async () => {
      const { repository, pay } = await twoCharges()
      expect(await pay()).toBe('paid')
      expect(await repository.chargeCreated('c2', createdOf('c2'))).toBe(false)
    })

    test('between its two updates: it waits, so that nothing is handed out for a paid order', async () => {
      let landed = false
      const payments: Promise<void>[] = []
      const between = async (statement: string) => {
        if (payments.length > 0 || !statement.includes('"orders"')) return
        const payment = scene.pay().then(() => {
          landed = true
        })
        payments.push(payment)
        while (!landed && !(await isHeldUp())) await turn()
      }
      const scene = await twoCharges(between)
      let looks = 0
      async function isHeldUp(): Promise<boolean> {
        looks += 1
        if (kind === 'embedded') return looks > 100
        const { rows } = await sql<{ waits: number }>`select count(*) as waits from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(scene.db)
        return (rows[0]?.waits ?? 0) > 0
      }
      const handedOut = await scene.heard.chargeCreated('c2', createdOf('c2', t0 + 3_600_000))
      expect({ handedOut, landed }).toEqual({ handedOut: true, landed: false })
      expect(payments).toHaveLength(1)
      await Promise.all(payments)
      // And as it was handed out, it is closed at once.
      const due = await scene.repository.takeDueCharges(t0 + 1_000, t0 + 1_000, 10)
      expect(due.map((one) => one.chargeId)).toEqual(['c2'])
    })
  },
)

/** Its payer's live charge, asked for again so long after it was made. */
async function asked(kind: Kind, age: number, calls: Partial<Gateway>, wish: object = {}) {
  const { deps, advance } = rulesOver(await withALiveCharge(kind), { charge: payable }, calls)
  advance(age - 2_000)
  return requestCharge(deps, { ...tap, ...wish })
}

describe.each(kinds)('a charge that cannot be closed, on the %s database', (kind) => {
  const closeCharge = () => Promise.resolve(notClosed)
  const life = chargeRow.expiresAt - t0

  test('is given to its payer again until its end', async () => {
    const given = await asked(kind, life - 1, { closeCharge })
    expect([given.charge.chargeId, given.created]).toEqual([chargeId, false])
  })

  test('is given to nobody once its time is over', async () => {
    const given = asked(kind, life, { closeCharge })
    await expect(given).rejects.toMatchObject({ code: 'charge_in_progress' })
  })

  test('is given to its own payer alone', async () => {
    const given = asked(kind, 6 * 60_000, { closeCharge }, { openid: 'somebody else' })
    await expect(given).rejects.toMatchObject({ code: 'charge_in_progress' })
  })
})

describe.each(kinds)('replacing a charge, on the %s database', (kind) => {
  test('is to query, close, query and then create', async () => {
    const steps: string[] = []
    const step = <T>(name: string, answer: T) => {
      steps.push(name)
      return Promise.resolve(answer)
    }
    const { jsApiParams } = createdOf('c2')
    const { charge } = await asked(
      kind,
      3_000,
      {
        queryCharge: () => step('query', processing),
        closeCharge: () => step('close', { outcome: 'closed' } as const),
        createCharge: ({ chargeNumber }) =>
          step('create', {
            outcome: 'created',
            charge: { ...payable, chargeNumber, gatewayId: 'ch_2' },
            jsApiParams,
          } as const),
      },
      { renew: true },
    )
    expect(charge.chargeId).not.toBe(chargeId)
    expect(steps).toEqual(['query', 'close', 'query', 'create'])
  })

  test.each([
    ['it can no longer be closed', { outcome: 'final' } as const],
    ['it could not be closed', notClosed],
  ])('finds the order paid where %s, and the query says why', async (_what, closing) => {
    const answers: QueryOutcome[] = [processing, { outcome: 'answered', charge: paid }]
    const calls: Partial<Gateway> = {
      queryCharge: () => Promise.resolve(answers.shift() ?? refusal),
      closeCharge: () => Promise.resolve(closing),
    }
    const given = asked(kind, 3_000, calls, { renew: true })
    await expect(given).rejects.toMatchObject({ code: 'order_paid' })
  })
})

describe.each(kinds)('a live charge that the worker looks at, on the %s database', (kind) => {
  async function lookedAt(state: OrderState) {
    const { db, repository } = await open(kind)
    await repository.insertOrder(orderRow)
    await repository.beginCharge(chargeRow, null, t0)
    await repository.chargeCreated(chargeId, createdOf(chargeId))
    await db.updateTable('orders').set({ state }).execute()
    let closes = 0
    const closeCharge = () => {
      closes += 1
      return Promise.resolve({ outcome: 'closed' } as const)
    }
    await processDue(rulesOver(repository, { charge: payable }, { closeCharge }).deps)
    return { closes, status: (await repository.chargeById(chargeId))?.status }
  }

  test.each(['paid', 'refunded', 'closed'] as const)(
    'is closed where its order is %s',
    async (state) => {
      expect(await lookedAt(state)).toEqual({ closes: 1, status: 'closed' })
    },
  )

  test('is only asked about while its order is open', async () => {
    expect(await lookedAt('open')).toEqual({ closes: 0, status: 'live' })
  })
})
