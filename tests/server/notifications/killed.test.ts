/** A process that is killed while it tells a shop: the next one tells it again. */
import { randomBytes } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { startSandbox } from '../../../mocks/sandbox/sandbox'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { buildBackend, startCheckoutProcess } from '../support/checkout-process'
import { freshDatabase, kinds } from '../support/databases'
import { createMerchant } from '../support/merchant'
import { answering, openShop, toShops } from './shop'

const built = buildBackend()
const key = 'merchant-key-of-the-tests'

test.each(kinds)(
  'what a killed process had not heard the end of comes again from the next, with the %s database',
  async (kind) => {
    const shop = await openShop()
    shop.answer = () => undefined
    const database = await freshDatabase(kind)
    const port = await freePort()
    const publicUrl = new URL(`http://127.0.0.1:${port}/pay/`)
    const sandbox = await startSandbox({
      now: Date.now,
      webhookSpeed: 0,
      webhookUrl: new URL('api/webhooks/paymax', publicUrl).href,
      checkout: { publicUrl: publicUrl.href, backendUrl: publicUrl.origin },
    })
    onTestFinished(async () => {
      await sandbox.close()
      await database.drop()
    })
    const environment = {
      ...sandbox.checkoutEnvironment(),
      ...database.environment,
      ...toShops,
      NOTIFY_URL: shop.url,
      PUBLIC_URL: publicUrl.href,
      PORT: String(port),
      SESSION_SECRET: randomBytes(32).toString('hex'),
      MERCHANT_API_KEY: key,
      MERCHANT_NAME: '山茶咖啡',
    }
    const first = startCheckoutProcess(built.script(), environment)
    await first.ready()
    const merchant = createMerchant(publicUrl, key)
    const { orderNo } = await merchant.placed()
    expect((await merchant.close(orderNo)).status).toBe(200)
    await expect.poll(() => shop.received.length).toBe(1)
    first.process.kill('SIGKILL')
    await first.ended
    shop.answer = answering(204)
    const second = startCheckoutProcess(built.script(), environment)
    await second.ready()
    await expect.poll(() => shop.received.length, { timeout: 40_000, interval: 200 }).toBe(2)
    const [one, again] = shop.received
    expect(again).toMatchObject({ id: one?.id, text: one?.text })
    expect(second.said()).not.toContain(toShops.NOTIFY_SECRET)
    const told = async () =>
      (await merchant.notifications(`?orderNo=${orderNo}`)).body.notifications
    await expect.poll(told).toMatchObject([{ status: 'delivered', attempts: [{ status: 204 }] }])
  },
  90_000,
)
