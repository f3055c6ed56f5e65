/** `npm run trigger`, at receivers that verify by the reference library. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Webhook } from 'standardwebhooks'
import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { readArguments } from '../../mocks/commands/trigger/arguments'
import { runTrigger } from '../../mocks/commands/trigger/run-trigger'
import { freePort } from '../../mocks/sandbox/demo/ports'
import { sandboxNotifySecret } from '../../mocks/sandbox/shop/secret'
import { NotificationBody, NotificationType } from '../../server/contract/notifications'
import { answering, openShop } from './notifications/shop'
import { openCheckout } from './support/checkout'
import { paidOrder } from './support/paid-order'

/** How the refund stands that an event speaks of. */
const refundsTold: Readonly<Record<string, string>> = {
  'refund.succeeded': 'succeeded',
  'refund.failed': 'failed',
}

describe.each(NotificationType.enum)('%s', (type) => {
  test('is sent in its true shape, and verifies', async () => {
    const shop = await openShop(sandboxNotifySecret)
    const result = await runTrigger({}, readArguments([type, '--to', shop.url]))
    expect(result).toMatchObject({ exitCode: 0, out: expect.stringContaining(': 204') as string })
    const [received] = shop.received
    const { told, text = '', headers = {} } = received ?? {}
    expect(new Webhook(sandboxNotifySecret).verify(text, headers)).toEqual(told)
    expect([...Value.Errors(NotificationBody, told)]).toEqual([])
    expect(told?.type).toBe(type)
    const refund = told?.data.refunds.find(({ refundId }) => refundId === told.refundId)
    expect(refund?.status).toBe(refundsTold[type])
  })
})

test('what was made up is in one piece: status, money and what happened agree', async () => {
  const shop = await openShop(sandboxNotifySecret)
  for (const type of NotificationType.enum) {
    await runTrigger({}, readArguments([type, '--to', shop.url]))
  }
  for (const { told } of shop.received) {
    const { status, amount, amountRefunded, paidAt, refunds } = told.data
    const back = refunds.filter((one) => one.status === 'succeeded')
    expect(amountRefunded).toBe(back.reduce((sum, one) => sum + one.amount, 0))
    expect(status === 'refunded').toBe(amountRefunded === amount)
    expect(paidAt === null).toBe(status === 'closed')
  }
})

test('every secret of NOTIFY_SECRET signs, and NOTIFY_URL is where it goes', async () => {
  const [old, young] = [3, 4].map((n) => `whsec_${Buffer.alloc(32, n).toString('base64')}`)
  const shop = await openShop(young)
  const env = { NOTIFY_URL: shop.url, NOTIFY_SECRET: `${old ?? ''},${young ?? ''}` }
  expect(await runTrigger(env, readArguments(['order.paid']))).toMatchObject({ exitCode: 0 })
  expect(shop.received).toHaveLength(1)
})

test('a receiver that does not take it, or is not there, is said and is exit code 1', async () => {
  const shop = await openShop(sandboxNotifySecret)
  shop.answer = answering(503)
  const refused = await runTrigger({}, readArguments(['order.paid', '--to', shop.url]))
  expect(refused).toMatchObject({ exitCode: 1, error: expect.stringContaining('503') as string })
  const closed = `http://127.0.0.1:${await freePort()}/`
  const nobody = await runTrigger({}, readArguments(['order.paid', '--to', closed]))
  expect(nobody).toMatchObject({
    exitCode: 1,
    error: expect.stringContaining('no answer') as string,
  })
})

describe('with an order of a running backend', () => {
  test('it carries that order as the merchant API reads it', async () => {
    const shop = await openShop(sandboxNotifySecret)
    const { order, ...checkout } = await paidOrder('embedded')
    const env = {
      PUBLIC_URL: checkout.publicUrl.href,
      MERCHANT_API_KEY: checkout.environment['MERCHANT_API_KEY'],
    }
    const args = ['order.paid', '--order', order.orderNo, '--to', shop.url]
    expect(await runTrigger(env, readArguments(args))).toMatchObject({ exitCode: 0 })
    const read = (await checkout.merchant.read(order.orderNo)).body
    expect(shop.received[0]?.told.data).toEqual({ ...read, now: expect.any(String) as string })
    const refund = ['refund.failed', '--order', order.orderNo, '--to', shop.url]
    expect(await runTrigger(env, readArguments(refund))).toMatchObject({
      exitCode: 1,
      error: 'The order has no refund with the status failed.',
    })
  })

  test('it asks the sandbox where no key is, and goes to its shop with the sequence of the order', async () => {
    const { sandbox, merchant } = await openCheckout('embedded', {}, { shop: true })
    const { orderNo } = await merchant.placed()
    await merchant.close(orderNo)
    const arrivals = () => sandbox.phone?.shop.arrivals.list() ?? []
    await expect.poll(() => arrivals().length).toBe(1)
    const at = ['--sandbox', sandbox.phone?.url ?? '']
    const sent = await runTrigger({}, readArguments(['order.closed', '--order', orderNo, ...at]))
    expect(sent).toMatchObject({ exitCode: 0 })
    expect(arrivals()[1]).toMatchObject({
      refused: '',
      told: { type: 'order.closed', orderNo, sequence: 1, status: 'closed' },
    })
    const none = await runTrigger({}, readArguments(['order.paid', '--order', 'NONE', ...at]))
    expect(none).toMatchObject({ exitCode: 1, error: expect.stringContaining('404') as string })
  })
})

test.each([
  [[]],
  [['order.lost']],
  [['order.paid', 'order.closed']],
  [['order.paid', '--to', 'x']],
])('arguments that make no sense are refused: %j', (args) => {
  expect(() => readArguments(args)).toThrow()
})

test('the command itself sends one', async () => {
  const shop = await openShop(sandboxNotifySecret)
  const command = fileURLToPath(new URL('../../mocks/commands/trigger.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', command, 'order.refunded', '--to', shop.url],
    { env: { ...process.env, NODE_ENV: 'production', NOTIFY_SECRET: '', NOTIFY_URL: '' } },
  )
  expect(stdout).toMatch(/^order\.refunded of TRIGGER-\d+ \(refunded\), msg_\w+, to .*: 204$/m)
  expect(shop.types()).toEqual(['order.refunded'])
})
