import type { PaymentDeps } from '../../server/payments/core/deps'
import type { Gateway } from '../../server/payments/core/gateway'
/** `PAYMAX_APP` or `WECHAT_APP_ID` is changed while charges and logins of the old one are still about. */
import { describe, expect, test } from 'vitest'
import type { Charge } from '../../server/contract/charges'
import type { Problem } from '../../server/contract/problems'
import { accountMismatch } from '../../server/payments/charges/account-mismatch'
import { queryCharge } from '../../server/payments/reports/query-charge'
import { replaceCharge } from '../../server/payments/charges/replace-charge'
import { openDatabase } from '../../server/store/engine/database'
import { openCheckout, type Checkout } from './support/checkout'
import { freshDatabase, kinds } from './support/databases'
import { askWith } from './support/navigate'
import { chargedOrder } from './support/paid-order'
import { codeOf, type Phone } from './support/phone'
import { chargeRow, t0, withALiveCharge } from './support/rows'
import { paid, payable, rulesOver } from './support/told-paymax'

const minute = 60_000

const newApp = { PAYMAX_APP: 'app_of_another_contract' }
const newAppId = { WECHAT_APP_ID: 'wx0123456789abcdef' }

describe.each(kinds)('a start under changed accounts, on the %s database', (kind) => {
  test.each([
    ['PAYMAX_APP', newApp],
    ['WECHAT_APP_ID', newAppId],
  ])(
    'is refused for %s while a charge is live: how many, of what, until when',
    async (...[, to]) => {
      const { anotherProcess, charge, environment } = await chargedOrder(kind)
      const until = new Date(Date.parse(charge.expiresAt) + 15 * minute).toISOString()
      const started = anotherProcess(to)
      await expect(started).rejects.toThrow('1 payment begun under other accounts')
      await expect(started).rejects.toThrow(`1 under PAYMAX_APP ${environment['PAYMAX_APP'] ?? ''}`)
      await expect(started).rejects.toThrow(environment['WECHAT_APP_ID'] ?? 'no AppID')
      await expect(started).rejects.toThrow(until)
      await expect(anotherProcess()).resolves.toBeDefined()
    },
  )

  test('is refused while a charge is being created', async () => {
    const checkout = await openCheckout(kind)
    const { repository } = checkout.backend.payments
    const order = await checkout.merchant.placed()
    const now = Date.now()
    const { orderId } = order
    const own = { account: checkout.environment['PAYMAX_APP'] ?? '', createdAt: now }
    const charge = { ...chargeRow, ...own, orderId, expiresAt: now + minute }
    await repository.beginCharge(charge, null, now + minute)
    await expect(checkout.anotherProcess(newApp)).rejects.toThrow('1 payment begun')
  })

  test('is not refused once what was begun has ended', async () => {
    const { anotherProcess, merchant, order } = await chargedOrder(kind)
    expect((await merchant.close(order.orderNo)).status).toBe(200)
    await expect(anotherProcess({ ...newApp, ...newAppId })).resolves.toBeDefined()
  })

  test('is refused for charges from before their accounts were kept, which are of the first that is seen', async () => {
    const database = await freshDatabase(kind)
    const { anotherProcess, environment, charge, backend } = await chargedOrder(
      kind,
      {},
      {},
      { database },
    )
    const { db } = openDatabase(database.location)
    await db.updateTable('charges').set({ account: null, app_id: null }).execute()
    await db.destroy()
    await anotherProcess()
    expect(await backend.payments.repository.chargeById(charge.chargeId)).toMatchObject({
      account: environment['PAYMAX_APP'],
      appId: environment['WECHAT_APP_ID'],
    })
    await expect(anotherProcess(newApp)).rejects.toThrow('1 payment begun')
  })
})

const asked = { gateway: 'paymax', gatewayId: payable.gatewayId } as const

function withPaymax(deps: PaymentDeps, paymax: Gateway): PaymentDeps {
  return { ...deps, gateways: { ...deps.gateways, paymax } }
}

describe('why a backend may not start', () => {
  const ours = [{ gateway: 'paymax', account: 'app', appId: 'wx' }] as const
  const other = { ...ours[0], account: 'old', count: 2, latestEnd: t0 }
  const book = (...others: (typeof other)[]) => ({
    adoptCharges: () => Promise.resolve(),
    underWayElsewhere: () => Promise.resolve(others),
  })

  test('is nothing where all is of its own accounts', async () => {
    expect(await accountMismatch(book(), ours, t0)).toBeNull()
  })

  test('names every account, and the end of the last of all charges', async () => {
    const later = { ...other, account: 'older', count: 3, latestEnd: t0 + minute }
    const why = await accountMismatch(book(other, later), ours, t0 - minute)
    expect(why).toContain('5 payments')
    expect(why).toContain('2 under PAYMAX_APP old with')
    expect(why).toContain('3 under PAYMAX_APP older with')
    expect(why).toContain(new Date(t0 + 16 * minute).toISOString())
  })

  test('names no moment that is over: what nobody looked at has still to be closed', async () => {
    const why = await accountMismatch(book(other), ours, t0 + 60 * minute)
    expect(why).toContain(new Date(t0 + 75 * minute).toISOString())
  })
})

describe.each(kinds)('a charge made under another account, on the %s database', (kind) => {
  test('is paid by an event that tells its own account', async () => {
    const checkout = await openCheckout(kind)
    // Started before the charge is there, as where one process after the other is brought up anew.
    const { address, merchant } = await checkout.anotherProcess(newApp)
    const order = await checkout.merchant.placed()
    const payer = checkout.phone()
    await payer.signedIn(`checkout?order=${order.orderId}`)
    const path = `api/orders/${order.orderId}/charges`
    const { body } = await payer.post<Charge>(path, {})
    const { paymax } = checkout.sandbox
    paymax.webhookTarget = new URL('api/webhooks/paymax', address).href
    paymax.pay(body.chargeId)
    await paymax.flushWebhooks()
    const read = async () => (await merchant.read(order.orderNo)).body
    await expect.poll(read).toMatchObject({ status: 'paid', incidents: [] })
  })

  /** The rules under another account than that of the charge. */
  async function elsewhere() {
    const repository = await withALiveCharge(kind)
    const said = { charge: payable }
    const rules = rulesOver(repository, said)
    const paymax = { ...rules.deps.gateways.paymax, account: 'another' }
    const deps = withPaymax(rules.deps, paymax)
    const status = async () => (await repository.chargeById(chargeRow.chargeId))?.status
    return { ...rules, deps, repository, said, status }
  }

  test('is paid by an answer that tells its own account, and by none that tells today’s', async () => {
    const { deps, said } = await elsewhere()
    said.charge = { ...paid, app: 'another' }
    expect(await queryCharge(deps, asked)).toBe('mismatch')
    said.charge = paid
    expect(await queryCharge(deps, asked)).toBe('succeeded')
  })

  test('is not given up because the other account is told that there is no such charge', async () => {
    const { deps, advance, status } = await elsewhere()
    const failure = { reason: 'unknown' as const, code: 'ORDER_NO_NOT_EXIST', message: '' }
    const denies = () => Promise.resolve({ outcome: 'denied', failure } as const)
    const denied = withPaymax(deps, { ...deps.gateways.paymax, queryCharge: denies })
    advance(60 * minute)
    for (let n = 0; n < 8; n += 1) {
      expect(await queryCharge(denied, asked)).toBe('denied')
      advance(5 * minute)
    }
    expect(await status()).toBe('live')
  })

  test('is not taken for closed where the other account may not close it', async () => {
    const { deps, repository, status } = await elsewhere()
    const refused = {
      outcome: 'rejected',
      failure: { reason: 'unknown' as const, code: 'APP_NOT_EXISTED', message: '' },
    } as const
    const notClosed = { ...refused, outcome: 'not_closed' } as const
    const refusing = withPaymax(deps, {
      ...deps.gateways.paymax,
      queryCharge: () => Promise.resolve(refused),
      closeCharge: () => Promise.resolve(notClosed),
    })
    const live = await repository.chargeById(chargeRow.chargeId)
    if (!live) throw new Error('no charge')
    expect(await replaceCharge(refusing, live)).toBe('not_closed')
    expect(await status()).toBe('live')
  })
})

describe.each(kinds)('a login of another AppID, on the %s database', (kind) => {
  async function atTheCounter() {
    const checkout = await openCheckout(kind)
    const other = await checkout.anotherProcess(newAppId)
    const payer = checkout.phone()
    const elsewhere = () => {
      const phone = other.phone()
      for (const [name, value] of payer.cookies) phone.cookies.set(name, value)
      return phone
    }
    return { ...checkout, other, payer, elsewhere }
  }

  const exchanges = ({ sandbox }: Checkout) =>
    sandbox.messages.list().filter(({ path }) => path.includes('access_token')).length

  /** Opens a page as a browser does. */
  function opens(address: URL, { cookies }: Phone, page: string) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const agent = 'Mozilla/5.0 (Linux; Android 14; wv) Mobile Safari/537.36 MicroMessenger/8.0.49'
    const navigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
    return askWith(new URL(page, address), { ...navigation, 'user-agent': agent, cookie })
  }

  test('is no login: its openid is sent nowhere, and nothing is told by it', async () => {
    const { payer, elsewhere, merchant, sandbox } = await atTheCounter()
    const { orderId } = await merchant.placed()
    await payer.signedIn('checkout')
    const phone = elsewhere()
    expect((await phone.get('api/session')).body).toEqual({ signedIn: false })
    const charged = await phone.post<Problem>(`api/orders/${orderId}/charges`, {})
    expect([codeOf(charged), charged.body.authorizeUrl !== undefined]).toEqual([
      '401 login_required',
      true,
    ])
    expect(
      (await phone.get<{ mine: unknown }>(`api/orders/${orderId}/payment`)).body.mine,
    ).toBeNull()
    expect(sandbox.paymax.charges()).toEqual([])
    expect((await payer.get('api/session')).body).toEqual({ signedIn: true })
  })

  test('that was begun there ends nowhere: WeChat is not asked, and there is a way to a fresh one', async () => {
    const checkout = await atTheCounter()
    const landing = await checkout.payer.comeBackFromWechat('checkout')
    const landed = await checkout.elsewhere().post<Problem>('api/session', landing)
    expect(codeOf(landed)).toBe('403 oauth_state_mismatch')
    expect(landed.body.authorizeUrl).toContain('authorize?to=checkout')
    expect(exchanges(checkout)).toBe(0)
  })

  test('is not given for the same code again', async () => {
    const { payer, elsewhere } = await atTheCounter()
    const landing = await payer.comeBackFromWechat('checkout')
    expect((await payer.post('api/session', landing)).status).toBe(201)
    expect(codeOf(await elsewhere().post('api/session', landing))).toBe('403 oauth_state_mismatch')
  })

  test('has nothing begun by the request for a page', async () => {
    const checkout = await atTheCounter()
    const { payer, elsewhere, other, merchant, sandbox } = checkout
    const { orderId } = await merchant.placed({ autoPay: true })
    const landing = await payer.comeBackFromWechat('checkout')
    const page = `oauth?${String(new URLSearchParams(landing))}`
    await opens(other.address, elsewhere(), page)
    await payer.signedIn('checkout')
    await opens(other.address, elsewhere(), `checkout?order=${orderId}&auto=1`)
    // Whatever was begun in the background has ended with the process.
    await other.stop()
    expect(exchanges(checkout)).toBe(1)
    expect(sandbox.paymax.charges()).toEqual([])
  })
})
