/** One payment as the backend makes it, from the login to the applied webhook: every verb, no network. */
import { randomBytes } from 'node:crypto'
import { openOrder } from '../../../server/payments/orders/open-order'
import { newChargeId } from '../../../server/payments/core/charge-number'
import { readPayment } from '../../../server/payments/status/payment-status'
import type { ChargeRecord, OrderRecord } from '../../../server/payments/core/records'
import { automaticRefunds } from '../../../server/payments/reports/automatic-refund'
import type { Shop } from './shop'

const minute = 60_000

const sold = {
  merchantName: '会员中心',
  openAmount: null,
  justPaidWindow: 600_000,
  catalog: [
    { item: 'coffee', subject: '会员年费', body: '一年的会员', amount: 3_880, autoPay: false },
  ],
}

const token = () => randomBytes(16).toString('hex')

export async function payOnce(shop: Shop): Promise<void> {
  const openid = `o${token()}`
  await signIn(shop, openid)
  const order = await openOrder(shop.deps, sold, { openid, key: token() }, { item: 'coffee' })
  const charge = await beginLiveCharge(shop, order, openid)
  await readPayment(shop.deps, order.orderId)
  await applyWebhookOf(shop, charge)
  await readPayment(shop.deps, order.orderId)
}

async function signIn({ book }: Shop, openid: string): Promise<void> {
  const [state, at] = [token(), Date.now()]
  await book.startLogin({
    state,
    target: 'checkout',
    browserHash: token(),
    createdAt: at,
    forgetAt: at + 30 * minute,
  })
  await book.loginByState(state)
  await book.claimLogin(state, token(), at)
  await book.finishLogin(state, {
    outcome: 'payer',
    openid,
    at,
    forgetAt: at + 30 * 24 * 60 * minute,
  })
}

/** A charge in a payer's hands. */
export async function beginLiveCharge(
  { deps: { repository, random } }: Shop,
  order: OrderRecord,
  openid: string,
  nextCheckAt = Date.now() + minute,
): Promise<ChargeRecord> {
  const charge = newCharge(newChargeId(random), order, openid)
  const { chargeId } = charge
  await repository.orderWithLastCharge(order.orderId)
  await repository.beginCharge(charge, null, nextCheckAt)
  const jsApiParams = {
    appId: 'wx426b3015555a46be',
    timeStamp: '1',
    nonceStr: token(),
    package: `prepay_id=wx${token()}`,
    signType: 'MD5' as const,
    paySign: token(),
  }
  const answer = { gatewayId: `ch_${chargeId}`, livemode: true, jsApiParams, nextCheckAt }
  await repository.chargeCreated(chargeId, answer)
  return charge
}

function newCharge(chargeId: string, order: OrderRecord, openid: string): ChargeRecord {
  const now = Date.now()
  return {
    chargeId,
    orderId: order.orderId,
    openid,
    amount: order.amount,
    currency: 'CNY',
    status: 'creating',
    gatewayId: null,
    livemode: null,
    jsApiParams: null,
    createRequest: null,
    createdAt: now,
    expiresAt: now + 30 * minute,
    checkedAt: null,
    paidAt: null,
    transactionNo: null,
    failure: null,
    finalSince: null,
    refunded: 0,
    refundUnderWay: null,
    gateway: 'paymax',
    account: 'app',
    appId: 'wx_app',
    graceFrom: now,
    denials: 0,
    deniedSince: null,
  }
}

async function applyWebhookOf({ deps }: Shop, charge: ChargeRecord): Promise<void> {
  const { repository, random } = deps
  const { chargeId } = charge
  const [now, gatewayId] = [Date.now(), `ch_${charge.chargeId}`]
  const key = `evt_${token()}`
  const rawBody = Buffer.alloc(800, 'x')
  const headers = { sign: token() }
  const kept = { key, gateway: 'paymax', rawBody, headers, receivedAt: now } as const
  await repository.keepWebhook(kept, now + 5_000)
  await repository.chargeById(chargeId)
  const paid = { paidAt: now, transactionNo: token(), gatewayId, livemode: true, now, askedAt: now }
  await repository.recordSuccess(chargeId, paid, automaticRefunds(charge, now, random))
  await repository.webhookApplied(key, now)
}
