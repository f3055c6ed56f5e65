import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { openCheckout } from '../support/checkout'
import { chargedOrder } from '../support/paid-order'
import { startPostgres } from '../support/start-postgres'
import { examine, folder } from './support'
import { strangerAt, hour } from './checkout-store'

describe('a right configuration has no complaint', () => {
  test.each<[string, Record<string, string>, { bothGateways?: boolean }]>([
    ['Paymax', {}, {}],
    ['WeChat Pay beside Paymax', {}, { bothGateways: true }],
    ['WeChat Pay', { GATEWAY: 'wechatpay' }, {}],
  ])('embedded, %s', async (_, environment, parts) => {
    const checkout = await openCheckout('embedded', environment, parts)
    expect(await examine(checkout)).toMatchObject({ exitCode: 0, wrong: [], unchecked: [] })
  })

  test('on a PostgreSQL that is set as one should be', async () => {
    const server = await startPostgres('fsync')
    const url = `${server.url}/postgres`
    const database = {
      location: { kind: 'postgres' as const, url },
      environment: { DATABASE_URL: url },
      drop: server.stop,
    }
    const checkout = await openCheckout('postgres', {}, { database, bothGateways: true })
    expect(await examine(checkout)).toMatchObject({ exitCode: 0, wrong: [], unchecked: [] })
  })

  test('before the first start, but for what does not answer yet', async () => {
    const checkout = await openCheckout('embedded')
    const env = { DATA_DIR: join(folder(), 'data'), PUBLIC_URL: 'http://127.0.0.1:1/pay/' }
    expect(await examine(checkout, { env })).toMatchObject({
      exitCode: 2,
      wrong: [],
      unchecked: ['public_address_unreachable'],
    })
  })

  test('with a payment that a webhook told of, and then the gateway’s key is proven', async () => {
    const checkout = await chargedOrder('embedded')
    checkout.sandbox.paymax.pay(checkout.charge.chargeId)
    await checkout.sandbox.paymax.flushWebhooks()
    await checkout.reads({ status: 'paid' })
    checkout.advance(2 * hour)
    // The sandbox's answers have the date of this machine.
    const { wrong, look } = await examine(checkout)
    expect(wrong).toEqual(['clock_off'])
    expect(look).not.toContain('paymax_public_key_unproven')
  })
})

test('whoever does not answer is named, and nothing is said of what was not seen', async () => {
  const checkout = await openCheckout('embedded', {}, { bothGateways: true })
  const nobody = `http://127.0.0.1:${await freePort()}`
  const change = {
    WECHAT_API_URL: nobody,
    PAYMAX_BASE_URL: `${nobody}/merchant-api`,
    WECHATPAY_BASE_URL: nobody,
    PUBLIC_URL: `${nobody}/pay/`,
  }
  expect(await examine(checkout, { env: change })).toMatchObject({
    exitCode: 2,
    wrong: [],
    unchecked: [
      'paymax_unreachable',
      'public_address_unreachable',
      'wechat_unreachable',
      'wechatpay_unreachable',
    ],
  })
})

test.each([502, 503, 504])(
  'a proxy whose backend does not run yet (%i) is no mistake',
  async (status) => {
    const checkout = await openCheckout('embedded', {}, { bothGateways: true })
    const change = { PUBLIC_URL: await strangerAt(status) }
    expect(await examine(checkout, { env: change })).toMatchObject({
      exitCode: 2,
      wrong: [],
      unchecked: ['public_address_unreachable'],
    })
  },
)

test('no secret is printed', async () => {
  const checkout = await openCheckout('embedded', {}, { bothGateways: true })
  const secret = '8b1a9953c4611296a827abf8c47804d7'
  const change = { WECHAT_APP_SECRET: secret, PAYMAX_SECRET_KEY: secret.toUpperCase() }
  const { out, wrong } = await examine(checkout, { env: change })
  expect(wrong).toEqual(['paymax_secret_key_wrong', 'wechat_app_secret_wrong'])
  expect(out.toLowerCase()).not.toContain(secret)
})
