/**
 * Payers and the gateways' webhooks in a process of their own: many payments at a time over connections that
 * are kept. Everything a payment is told is looked at, so that none is counted that was not made.
 */
import { createPrivateKey, randomBytes, sign } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Pool, type Dispatcher } from 'undici'
import { answer, type Question } from './answering'
import { createVouch, noticeOnWire } from './wechatpay-wire'
import { chargeOnWire } from './wire'
import { worldOfThisProcess } from './world'

const world = worldOfThisProcess()
const paymaxKey = createPrivateKey(world.paymaxPrivateKey)
const amount = 12_900
const base = '/pay/api'
const wechat = 'Mozilla/5.0 (Linux; Android 14; wv) XWEB/1300 MicroMessenger/8.0.49 Language/zh_CN'

/** An order, and a browser that WeChat has just sent back. */
interface Ready {
  readonly orderId: string
  readonly state: string
  readonly cookie: string
  /** Where this payer is: limits go by address. */
  readonly from: Readonly<Record<'x-forwarded-for', string>>
}

export interface Load {
  /** What the payers' browsers are on. */
  readonly origin: string
  /** The processes behind it, which take the calls in turn; by default one. */
  readonly backends?: readonly string[]
  readonly payments: number
  readonly atOnce: number
  /** Where they are made; by default at Paymax. */
  readonly gateway?: 'paymax' | 'wechatpay'
  /** In ms: one begins every so often, however many are under way. */
  readonly every?: number
}

const pools = new Map<string, Pool>()
const ready = new Map<string, Ready[]>()
/** When each order's webhook was sent, Unix ms. */
const webhooksSent = new Map<string, number>()
const vouch = createVouch(world)

let turn = 0

/** The next process's. */
function poolOf({ origin, backends = [origin], atOnce }: Load): Pool {
  const url = backends[turn++ % backends.length] ?? origin
  const pool = pools.get(url) ?? new Pool(url, { connections: atOnce, pipelining: 1 })
  pools.set(url, pool)
  return pool
}

async function call(
  load: Load,
  status: number,
  options: Omit<Dispatcher.RequestOptions, 'origin'>,
) {
  const response = await poolOf(load).request(options)
  const text = await response.body.text()
  if (response.statusCode !== status) {
    throw new Error(`${options.path}: ${String(response.statusCode)} ${text}`)
  }
  return { text, headers: response.headers }
}

function cookieOf(headers: Record<string, string | string[] | undefined>): string {
  return String(headers['set-cookie']).split(';', 1)[0] ?? ''
}

async function prepare(load: Load, index: number): Promise<Ready> {
  const authorization = `Bearer ${world.apiKeys[index % world.apiKeys.length] ?? ''}`
  const orderNo = `B${randomBytes(12).toString('hex')}`
  const order = { orderNo, amount, subject: '山茶会员年卡', body: '全年手冲第二杯半价' }
  const placed = await call(load, 201, {
    method: 'POST',
    path: `${base}/merchant/orders`,
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(order),
  })
  const { orderId } = JSON.parse(placed.text) as { orderId: string }
  const to = encodeURIComponent(`checkout?order=${orderId}`)
  const from = { 'x-forwarded-for': ['10', ...randomBytes(3)].join('.') }
  const sent = await call(load, 302, {
    method: 'GET',
    path: `${base}/oauth/authorize?to=${to}`,
    headers: { ...from, 'user-agent': wechat },
  })
  const state = /[?&]state=(\w+)/.exec(String(sent.headers['location']))?.[1] ?? ''
  return { orderId, state, cookie: cookieOf(sent.headers), from }
}

async function pay(load: Load, { orderId, state, cookie, from }: Ready): Promise<void> {
  const page = {
    ...from,
    origin: load.origin,
    'content-type': 'application/json',
    'user-agent': wechat,
  }
  const code = randomBytes(13).toString('hex')
  const login = await call(load, 201, {
    method: 'POST',
    path: `${base}/session`,
    headers: { ...page, cookie },
    body: JSON.stringify({ code, state }),
  })
  const payer = { ...page, cookie: cookieOf(login.headers) }
  const charged = await call(load, 201, {
    method: 'POST',
    path: `${base}/orders/${orderId}/charges`,
    headers: payer,
    body: '{}',
  })
  const { chargeId } = JSON.parse(charged.text) as { chargeId: string }
  const webhook = await webhookOf(load, chargeId, code)
  webhooksSent.set(orderId, Date.now())
  await call(load, webhook.taken, {
    method: 'POST',
    path: `${base}/webhooks/${webhook.gateway}`,
    headers: webhook.headers,
    body: webhook.body,
  })
  const asked = await call(load, 200, {
    method: 'GET',
    path: `${base}/orders/${orderId}/payment?wait=25`,
    headers: payer,
  })
  const { status } = JSON.parse(asked.text) as { status: string }
  if (status !== 'paid') throw new Error(`${orderId} is ${status}.`)
}

async function webhookOf({ gateway = 'paymax' }: Load, chargeId: string, code: string) {
  if (gateway === 'paymax') {
    const body = eventOf(chargeId, code)
    const headers = { 'content-type': 'application/json;charset=utf-8', sign: await signed(body) }
    return { gateway, body, headers, taken: 200 }
  }
  const order = { outTradeNo: chargeId, total: amount, openid: `o${code}` }
  const body = noticeOnWire(world, order)
  const headers = { 'content-type': 'application/json', ...(await vouch(body)) }
  return { gateway, body, headers, taken: 204 }
}

function eventOf(chargeId: string, code: string): string {
  const now = Date.now()
  const wanted = {
    orderNo: chargeId,
    amount: amount / 100,
    subject: '山茶会员年卡',
    body: '全年手冲第二杯半价',
    app: world.app,
    openid: `o${code}`,
    expiresAt: now + 1_800_000,
  }
  const notifyNo = `evt_${chargeId}`
  return JSON.stringify({
    notifyNo,
    type: 'CHARGE',
    data: chargeOnWire(wanted, now),
    timeCreated: now,
  })
}

function signed(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    sign('RSA-SHA1', Buffer.from(text), paymaxKey, (error, signature) => {
      if (error) reject(error)
      else resolve(signature.toString('base64'))
    })
  })
}

type Work = (index: number) => Promise<void>

/** One every so often, however many are under way. */
async function inTime({ payments }: Load, every: number, work: Work): Promise<void> {
  const begun = Array.from({ length: payments }, async (_, index) => {
    await pause(index * every)
    await work(index)
  })
  await Promise.all(begun)
}

/** As many at a time as the load says, each worker one after the other. */
async function workersOf(load: Load, work: Work): Promise<void> {
  let next = 0
  const worker = async () => {
    while (next < load.payments) await work(next++)
  }
  await Promise.all(Array.from({ length: load.atOnce }, worker))
}

answer({
  async prepare(question) {
    const load = question as Question & Load
    const made: Ready[] = []
    await workersOf(load, async (index) => {
      made.push(await prepare(load, index))
    })
    ready.set(load.origin, made)
  },
  async pay(question) {
    const load = question as Question & Load
    const orders = ready.get(load.origin) ?? []
    const since = performance.now()
    const payOne = async (index: number) => {
      const one = orders[index]
      if (!one) throw new Error('More payments than were prepared.')
      await pay(load, one)
    }
    await (load.every === undefined ? workersOf(load, payOne) : inTime(load, load.every, payOne))
    return (performance.now() - since) / 1000
  },
  /** Since it was last asked. */
  webhooksSent() {
    const sent = [...webhooksSent]
    webhooksSent.clear()
    return Promise.resolve(sent)
  },
})
