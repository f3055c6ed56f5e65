/** Processes are killed while people pay: requests fail, payments do not. */
import { describe, expect, test } from 'vitest'
import type { Payment } from '../../../server/contract/payment'
import { buildBackend } from '../support/checkout-process'
import { leftOut } from '../support/nginx'
import { takeOwnCertificate } from '../support/own-certificate'
import { pay, twoBehindNginx } from './two-behind-nginx'

takeOwnCertificate()
const built = buildBackend()
const payments = 20
const atOnce = 6
/** Then the last are left in peace: each kill may end the same order's charge, and an order has only so many. */
const mostKills = 8

describe.skipIf(leftOut)(`processes killed in turn${leftOut ?? ''}`, { timeout: 300_000 }, () => {
  test('lose no payment, and nobody pays twice', async () => {
    const { base, sandbox, start, merchant } = await twoBehindNginx(built.script())
    const running = [await start(0), await start(1)]
    let [begun, paid, failures, kills, isOver] = [0, 0, 0, 0, false]

    /** As a payer would: what failed is tried again, from the beginning. */
    async function payOn(): Promise<void> {
      while (begun < payments) {
        begun += 1
        const orderNo = `K${begun}`
        while ((await statusOf(orderNo)) !== 'paid') {
          const outcome = await pay(base, sandbox, orderNo).catch(() => null)
          if (outcome !== 'paid') failures += 1
        }
        paid += 1
      }
    }
    /** As the payer's page reads it: the gateway is asked. */
    async function statusOf(orderNo: string): Promise<string | undefined> {
      const order = await merchant.read(orderNo).catch(() => null)
      if (order?.status !== 200) return undefined
      const payment = new URL(`api/orders/${order.body.orderId}/payment?wait=1`, base)
      const answer = await fetch(payment).catch(() => null)
      return answer?.ok ? ((await answer.json()) as Payment).status : undefined
    }
    /** Not faster than people get on: where starts are quick and the machine is busy, nobody would ever pay. */
    async function killInTurn(): Promise<void> {
      for (let index = 0; !isOver && kills < mostKills; index = 1 - index) {
        const before = paid + failures
        running[index]?.process.kill('SIGKILL')
        await running[index]?.ended
        kills += 1
        running[index] = await start(index)
        await expect.poll(() => isOver || paid + failures > before, { timeout: 60_000 }).toBe(true)
      }
    }
    const killing = killInTurn()
    await Promise.all(Array.from({ length: atOnce }, payOn))
    isOver = true
    await killing
    process.stdout.write(`${begun} payments, ${kills} kills, ${failures} failed on the way\n`)

    expect(kills).toBeGreaterThan(1)
    for (let one = 1; one <= begun; one += 1) {
      const { body } = await merchant.read(`K${one}`)
      expect(body).toMatchObject({ status: 'paid', incidents: [], refunds: [] })
      expect(body.charges.filter(({ status }) => status === 'succeeded')).toHaveLength(1)
    }
    const taken = sandbox.paymax.charges().filter(({ status }) => status === 'SUCCEED')
    expect(taken).toHaveLength(begun)
  })
})
