/** A checkout in which something has happened already, so that requests find what they name. */
import { randomBytes } from 'node:crypto'
import type { Charge } from '../../../server/contract/charges'
import type { Order } from '../../../server/contract/orders'
import { beijingDayOf } from '../../../server/payments/core/beijing-day'
import type { Post } from '../../../server/notifications/post'
import { openCheckout, type Checkout } from '../support/checkout'
import type { Kind } from '../support/databases'
import type { Phone } from '../support/phone'
import type { Actor, Cast, SignedWebhook } from './requests'
import type { Secrets } from './secrets'

export interface World {
  readonly checkout: Checkout
  readonly cast: Cast
  readonly secrets: Secrets
}

/** Orders in every state, payers who are signed in, and webhooks that both gateways have signed. */
export async function openWorld(kind: Kind): Promise<World> {
  const sessionSecret = randomBytes(32).toString('hex')
  const merchantKey = randomBytes(24).toString('hex')
  const metricsKey = randomBytes(24).toString('hex')
  const notifySecret = `whsec_${randomBytes(32).toString('base64')}`
  const checkout = await openCheckout(
    kind,
    {
      SESSION_SECRET: sessionSecret,
      MERCHANT_API_KEY: `merchant-key-of-the-tests,${merchantKey}`,
      // What a client says of its address is read, as behind a proxy that passes it on.
      TRUST_PROXY: 'true',
      METRICS_API_KEY: `${metricsKey},${merchantKey}`,
      NOTIFY_SECRET: notifySecret,
      NOTIFY_URL: 'https://shop.example.com/hooks',
    },
    // Whatever address is made up, nothing leaves.
    { bothGateways: true, post: deafShops },
  )
  const { sandbox } = checkout
  const orders = await ordersInEveryState(checkout)
  const { body: told } = await checkout.merchant.notifications()
  const notificationIds = told.notifications.map((one) => one.notificationId)
  const actors: Actor[] = []
  for (const payer of sandbox.payers.slice(0, 2)) {
    sandbox.wechat.holder = payer
    const actor = await signedInActor(checkout, orders)
    actors.push({ ...actor, known: { ...actor.known, notificationId: notificationIds } })
  }
  return {
    checkout,
    cast: {
      origin: checkout.publicUrl.origin,
      actors,
      merchantKey,
      webhooks: [
        ...sandbox.paymax.webhooks().map(({ body, sign }) => ({ body, headers: { sign } })),
        ...(await fromWechatPay(checkout)),
      ],
    },
    secrets: {
      'session secret': [sessionSecret],
      'merchant key': [merchantKey, metricsKey],
      'AppSecret of WeChat': [sandbox.wechat.appSecret],
      'secret key of Paymax': [sandbox.paymax.secretKey],
      'APIv3 key': [sandbox.wechatpay.account.apiV3Key],
      'notification secret': [notifySecret, notifySecret.slice('whsec_'.length)],
      'private key': sandbox.paymax.merchantPrivateKey.match(/^[A-Za-z0-9+/=]{40,}$/gm) ?? [],
      openid: sandbox.payers.flatMap(({ openid, virtualOpenid }) => [openid, virtualOpenid]),
      cookie: actors.flatMap(({ cookie }) => cookie.split(/=(.*)/s)[1] ?? []),
      'database password': ['postgres://checkout:checkout@'],
    },
  }
}

const deafShops: Post = {
  send: () => Promise.resolve({ status: 500, error: null, answer: 'no' }),
  close: () => Promise.resolve(),
}

async function ordersInEveryState({ merchant, phone, sandbox, advance }: Checkout) {
  const soon = new Date(Date.now() + 60_000).toISOString()
  const closed = await merchant.placed({ expiresAt: soon })
  advance(120_000)
  const unpaid = [await merchant.placed(), await merchant.placed()]
  const payer = phone()
  await payer.signedIn('checkout')
  const paid = [await paidOrder(), await paidOrder(), await paidOrder()]
  const charged = await merchant.placed()
  await charge(payer, charged.orderId)

  async function paidOrder() {
    const order = await merchant.placed()
    const { chargeId } = await charge(payer, order.orderId)
    sandbox.paymax.pay(chargeId)
    await sandbox.paymax.flushWebhooks()
    await payer.get(`api/orders/${order.orderId}/payment`)
    return order
  }
  return [...unpaid, ...paid, charged, closed]
}

/** What WeChat Pay sends of a payment; nobody has taken it yet. */
async function fromWechatPay(checkout: Checkout): Promise<SignedWebhook[]> {
  const { sandbox, merchant } = checkout
  const order = await merchant.placed()
  const other = await checkout.anotherProcess({ GATEWAY: 'wechatpay' })
  const payer = other.phone()
  await payer.signedIn('checkout')
  const { chargeId } = await charge(payer, order.orderId)
  const sent: SignedWebhook[] = []
  sandbox.wechatpay.noticeTarget = (body, headers) => {
    sent.push({ body, headers })
    return Promise.resolve({ status: 204, body: '' })
  }
  sandbox.wechatpay.pay(chargeId)
  await sandbox.wechatpay.flushNotices()
  await other.stop()
  return sent
}

async function charge(payer: Phone, orderId: string): Promise<Charge> {
  const { status, body } = await payer.post<Charge>(`api/orders/${orderId}/charges`, {})
  if (status >= 400) throw new Error(`not charged: ${JSON.stringify(body)}`)
  return body
}

async function signedInActor(
  { phone, sandbox }: Checkout,
  orders: readonly Pick<Order, 'orderId' | 'orderNo'>[],
): Promise<Actor> {
  const payer = phone()
  const landing = await payer.comeBackFromWechat('checkout?item=coffee')
  await payer.post('api/session', landing)
  const own = await payer.post<Order>(
    'api/orders',
    { item: 'cake' },
    { 'idempotency-key': randomBytes(8).toString('hex') },
  )
  if (own.status >= 400) throw new Error(`no order: ${JSON.stringify(own.body)}`)
  const all = [...orders, own.body]
  return {
    cookie: [...payer.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    known: {
      orderId: all.map((order) => order.orderId),
      orderNo: all.map((order) => order.orderNo),
      state: [landing.state],
      code: [landing.code],
      date: [beijingDayOf(Date.now()).name, '2026-02-30', '2026-11-01'],
      item: ['coffee', 'cake', 'nothing'],
      'idempotency-key': ['key-1', 'key-2', 'key-3'],
      to: ['checkout', `checkout?order=${own.body.orderId}&auto=1`, 'success?order=x', 'receipt'],
      cursor: [`${Date.now()}.${own.body.orderId}`],
      out_trade_no: sandbox.paymax.charges().flatMap(({ id, orderNo }) => [orderNo, id]),
    },
  }
}
