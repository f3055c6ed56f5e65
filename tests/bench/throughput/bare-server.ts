/**
 * The baseline: a payment on Fastify as short as it can be written. It makes every call that a payment
 * makes, in and out, verifies and signs what is signed, and commits every row before what depends on it.
 *
 * It leaves out all the rest: no check of a request, a login's state, an amount or an answer's contents, no
 * look at who is allowed what, no encrypted session, no security headers, no rate limit, no deadlines, no
 * log, no worker, no long poll, no handling of anything that goes wrong.
 */
import { randomBytes } from 'node:crypto'
import Fastify from 'fastify'
import { answer, type Question } from './answering'
import { bareGateway } from './bare-gateway'
import { openRows, type BareCharge, type BareOrder } from './bare-rows'
import { worldOfThisProcess } from './world'

interface Placed {
  orderNo: string
  amount: number
  subject: string
  body: string
}
interface Event {
  notifyNo: string
  data: { order_no: string; time_paid: number; transaction_no: string }
}
type Id = { Params: { id: string } }

const gateway = bareGateway(worldOfThisProcess())
const rows = await openRows(process.env['DATA_DIR'] ?? '')
const app = Fastify({ requestTimeout: 30_000 })
const api = '/pay/api'
const day = 86_400_000
const newId = () => randomBytes(16).toString('base64url')

function describe({ order_id: orderId, order_no: orderNo, state, paid_at, ...order }: BareOrder) {
  const { amount, subject, body } = order
  const paidAt = paid_at === null ? null : new Date(paid_at).toISOString()
  const now = new Date().toISOString()
  return { orderId, orderNo, status: state, amount, currency: 'CNY', subject, body, paidAt, now }
}

app.post<{ Body: Placed }>(`${api}/merchant/orders`, async (request, reply) => {
  const { orderNo, amount, subject, body } = request.body
  const [orderId, now] = [newId(), Date.now()]
  rows.placeOrder.run([orderId, orderNo, amount, subject, body, now + day, now])
  return reply.code(201).send(describe(rows.order(orderId)))
})

app.get<{ Querystring: { to: string } }>(`${api}/oauth/authorize`, async (request, reply) => {
  const state = randomBytes(16).toString('hex')
  rows.startLogin.run([state, request.query.to, state, Date.now()])
  return reply.header('set-cookie', `browser=${state}`).redirect(`http://wechat/?state=${state}`)
})

app.post<{ Body: { code: string; state: string } }>(`${api}/session`, async (request, reply) => {
  const { code, state } = request.body
  const { target } = rows.readLogin.get([state]) as { target: string }
  rows.claimLogin.run([code, Date.now(), state])
  const openid = await gateway.openidOf(code)
  rows.finishLogin.run([openid, Date.now(), state])
  const order = describe(rows.order(target.slice('checkout?order='.length)))
  return reply
    .code(201)
    .header('set-cookie', `openid=${openid}; Path=/pay/; HttpOnly; SameSite=Lax`)
    .send({ to: target, checkout: { order } })
})

app.post<Id>(`${api}/orders/:id/charges`, async (request, reply) => {
  const openid = request.headers.cookie?.slice('openid='.length) ?? ''
  const order = rows.order(request.params.id)
  const [chargeId, now] = [randomBytes(13).toString('hex'), Date.now()]
  const expiresAt = now + 1_800_000
  rows.together(() => {
    rows.takeOrder.run([chargeId, order.order_id])
    rows.beginCharge.run([chargeId, order.order_id, openid, order.amount, now, expiresAt, now])
  })
  const made = await gateway.create({
    order_no: chargeId,
    amount: order.amount / 100,
    subject: order.subject,
    body: order.body,
    channel: 'wechat_wap',
    client_ip: request.ip,
    currency: 'cny',
    time_expire: expiresAt,
    extra: { open_id: openid },
    metadata: { orderNo: order.order_no },
  })
  const { jsApiParams } = made.credential.wechat_wap
  rows.chargeCreated.run([made.id, jsApiParams, now + 20_000, chargeId])
  return reply.code(201).send({
    chargeId,
    expiresAt: new Date(expiresAt).toISOString(),
    jsApiParams: JSON.parse(jsApiParams) as object,
  })
})

await app.register((webhooks) => {
  webhooks.removeAllContentTypeParsers()
  webhooks.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )
  webhooks.post<{ Body: Buffer }>(`${api}/webhooks/paymax`, async (request, reply) => {
    const signature = String(request.headers['sign'])
    if (!(await gateway.isPaymaxs(request.body, signature))) return reply.code(401).send()
    const { notifyNo, data } = JSON.parse(request.body.toString()) as Event
    const now = Date.now()
    rows.keepWebhook.run([notifyNo, request.body.toString('base64'), signature, now, now])
    setImmediate(() => apply(notifyNo, data))
    return reply.type('text/plain').send('success')
  })
  return Promise.resolve()
})

function apply(notifyNo: string, { order_no, time_paid, transaction_no }: Event['data']): void {
  const charge = rows.charge(order_no)
  if (!charge) return
  const now = Date.now()
  rows.together(() => {
    rows.chargePaid.run([time_paid, transaction_no, now, order_no])
    rows.orderPaid.run([time_paid, order_no, charge.order_id])
    rows.webhookApplied.run([now, notifyNo])
  })
}

app.get<Id>(`${api}/orders/:id/payment`, async (request) => {
  const order = rows.order(request.params.id)
  const charge = rows.charge(order.last_charge_id ?? '') as BareCharge
  const { orderId, status, paidAt, now } = describe(order)
  const { charge_id: chargeId } = charge
  const mine = { chargeId, status: charge.status, refund: null }
  return Promise.resolve({
    orderId,
    status,
    chargeId,
    paidAt,
    checkedAt: paidAt,
    failure: null,
    mine,
    now,
  })
})

answer({
  listen: async (question) => {
    await app.listen({ host: '127.0.0.1', port: (question as Question & { port: number }).port })
  },
})
