/** A process that is killed while a call to WeChat Pay is under way: the next one knows what to do. */
import { randomBytes } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startSandbox } from '../../../mocks/sandbox/sandbox'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import type { Charge } from '../../../server/contract/charges'
import { buildBackend, startCheckoutProcess } from '../support/checkout-process'
import { freshDatabase } from '../support/databases'
import { createMerchant } from '../support/merchant'
import { createPhone } from '../support/phone'

const built = buildBackend()
const key = 'merchant-key-of-the-tests'

async function atWechatPay() {
  const database = await freshDatabase('embedded')
  const port = await freePort()
  const publicUrl = new URL(`http://127.0.0.1:${port}/pay/`)
  const sandbox = await startSandbox({
    now: Date.now,
    webhookSpeed: 0,
    checkout: { publicUrl: publicUrl.href, backendUrl: publicUrl.origin },
  })
  onTestFinished(async () => {
    await sandbox.close()
    await database.drop()
  })
  const environment = {
    ...sandbox.checkoutEnvironment(),
    ...sandbox.wechatpayEnvironment(),
    ...database.environment,
    GATEWAY: 'wechatpay',
    PUBLIC_URL: publicUrl.href,
    PORT: String(port),
    SESSION_SECRET: randomBytes(32).toString('hex'),
    MERCHANT_API_KEY: key,
    MERCHANT_NAME: '山茶咖啡',
  }
  const { wechatpay, faults, messages } = sandbox
  const start = async () => {
    const process = startCheckoutProcess(built.script(), environment)
    await process.ready()
    return process
  }
  const first = await start()
  const merchant = createMerchant(publicUrl, key)
  const order = await merchant.placed({ amount: 1_000 })
  const payer = createPhone(publicUrl, publicUrl)
  await payer.signedIn(`checkout?order=${order.orderId}`)
  return {
    wechatpay,
    faults,
    merchant,
    order,
    charge: (body: object = {}) => payer.post<Charge>(`api/orders/${order.orderId}/charges`, body),
    read: async () => (await merchant.read(order.orderNo)).body,
    states: () => wechatpay.orders().map(({ state }) => state),
    sentTo: (path: RegExp) => messages.list().filter((one) => path.test(one.path)),
    /** Kills the process once this holds, and starts the next one. */
    killedOnce: async (holds: () => boolean) => {
      await expect.poll(holds, { interval: 20, timeout: 20_000 }).toBe(true)
      first.process.kill('SIGKILL')
      await first.ended
      faults.reset()
      return start()
    },
  }
}

/** So long that a kill comes before the answer. */
const slowly = { wxpay_slow: 3_000 }

describe('killed while WeChat Pay', { timeout: 120_000 }, () => {
  test('makes a charge: the same bytes are sent again, and there is one order', async () => {
    const { charge, faults, killedOnce, states, sentTo, wechatpay, read } = await atWechatPay()
    faults.set({ ...slowly, wxpay_done_unsaid: 'cut' })
    const lost = charge().catch(() => null)
    await killedOnce(() => states().length === 1)
    await lost
    const again = await charge()
    expect(again.status).toBe(201)
    const bodies = new Set(sentTo(/\/jsapi$/).map(({ request }) => request))
    expect([states(), bodies.size]).toEqual([['NOTPAY'], 1])
    wechatpay.pay(again.body.chargeId)
    await wechatpay.flushNotices()
    await expect.poll(async () => (await read()).status, { timeout: 20_000 }).toBe('paid')
  })

  test('closes one: another is made only after that is seen closed', async () => {
    const { charge, faults, killedOnce, states } = await atWechatPay()
    await charge()
    faults.set(slowly)
    const lost = charge({ renew: true }).catch(() => null)
    await killedOnce(() => true)
    await lost
    expect((await charge({ renew: true })).status).toBe(201)
    expect(states().sort()).toEqual(['CLOSED', 'NOTPAY'])
  })

  test('refunds: it is sent again under its id, and goes back once', async () => {
    const { charge, faults, killedOnce, merchant, order, read, wechatpay } = await atWechatPay()
    const { body } = await charge()
    wechatpay.pay(body.chargeId)
    await wechatpay.flushNotices()
    await expect.poll(async () => (await read()).status, { timeout: 20_000 }).toBe('paid')
    faults.set({ ...slowly, wxpay_done_unsaid: 'cut' })
    await merchant.refund(order.orderNo, { amount: 400 })
    const [paid] = wechatpay.orders()
    if (!paid) throw new Error('nothing was paid')
    await killedOnce(() => wechatpay.refundsOf(paid).length === 1)
    await expect
      .poll(
        async () => {
          wechatpay.finishRefunds()
          await wechatpay.flushNotices()
          return (await read()).refunds
        },
        { timeout: 60_000, interval: 300 },
      )
      .toMatchObject([{ status: 'succeeded', amount: 400 }])
    expect(wechatpay.refundsOf(paid)).toHaveLength(1)
  })

  test('tells of money: what was acknowledged is applied by the next process', async () => {
    const { charge, killedOnce, read, wechatpay, faults } = await atWechatPay()
    const { body } = await charge()
    wechatpay.pay(body.chargeId)
    // Nothing but the webhook may tell of it.
    faults.set({ wxpay_lag: 600 })
    await wechatpay.flushNotices()
    const [notice] = wechatpay.notices()
    await killedOnce(() => notice?.state === 'delivered')
    faults.set({ wxpay_lag: 600 })
    await expect.poll(async () => (await read()).status, { timeout: 30_000 }).toBe('paid')
  })
})
