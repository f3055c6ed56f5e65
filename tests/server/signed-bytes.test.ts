/** A signature covers the very bytes that came, however their JSON is written. */
import { sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { keyPairFor } from '../../mocks/sandbox/keys'
import { receiveWebhook } from '../../server/payments/events/receive-webhook'
import { charge, paymaxThat, sealed, wish } from './paymax-line'
import { kinds } from './support/databases'
import { handwritings, oddJson } from './support/odd-json'
import { chargedOrder } from './support/paid-order'

const odd = { ...charge, subject: '会员/年费 «é» 😀', body: 'https://pay.example.com/1' }

describe.each(handwritings)('an answer written with $name', (hand) => {
  const text = oddJson(odd, hand)

  test('says the same, and is not what we would write', () => {
    expect(JSON.parse(text)).toEqual(odd)
    expect(text).not.toBe(JSON.stringify(odd))
  })

  test('verifies over its bytes', async () => {
    const { gateway } = await paymaxThat((response) =>
      response.writeHead(200, sealed(text)).end(text),
    )
    expect(await gateway.createCharge(wish)).toMatchObject({
      outcome: 'created',
      charge: { amount: 1250 },
    })
    expect(await gateway.queryCharge(charge.id)).toMatchObject({ outcome: 'answered' })
  })

  test('does not where another writing of it was signed', async () => {
    const { gateway } = await paymaxThat((response) =>
      response.writeHead(200, sealed(JSON.stringify(odd))).end(text),
    )
    expect(await gateway.queryCharge(charge.id)).toMatchObject({ outcome: 'untrusted' })
  })
})

describe.each(kinds)('a webhook, on the %s database', (kind) => {
  /** Only its bytes tell of the payment: Paymax itself answers nothing. */
  async function paidButSilent() {
    const scene = await chargedOrder(kind, { subject: '会员/年费 «é» 😀' })
    const { sandbox, charge: given, publicUrl } = scene
    sandbox.faults.set({ gateway_down: 'cut' })
    const made = sandbox.paymax.chargeByNumber(given.chargeId)
    if (!made) throw new Error('no charge was made')
    const data = {
      id: made.id,
      order_no: made.orderNo,
      amount: made.amount / 100,
      subject: made.subject,
      body: made.body,
      app: made.app,
      currency: 'CNY',
      livemode: false,
      status: 'SUCCEED',
      time_paid: made.createdAt + 1,
      transaction_no: '4200001',
    }
    const event = { data, notifyNo: 'evt_1', timeCreated: made.createdAt, type: 'CHARGE' }
    const signed = (text: string) =>
      sign('RSA-SHA1', Buffer.from(text), keyPairFor('paymax').privateKey).toString('base64')
    const post = (text: string, signature = signed(text)) =>
      fetch(new URL('api/webhooks/paymax', publicUrl), {
        method: 'POST',
        headers: { 'content-type': 'application/json;charset=utf-8', sign: signature },
        body: text,
      })
    return { ...scene, event, signed, post }
  }

  test.each(handwritings)('written with $name verifies over its bytes', async (hand) => {
    const { event, post, reads } = await paidButSilent()
    const answer = await post(oddJson(event, hand))
    expect([answer.status, await answer.text()]).toEqual([200, 'success'])
    await reads({ status: 'paid' })
  })

  test.each(handwritings)(
    'written with $name is kept as it came, and applied from that',
    async (hand) => {
      const { event, signed, backend, advance, reads } = await paidButSilent()
      const bytes = Buffer.from(oddJson(event, hand))
      // Kept by a process that ended then: the worker takes it up.
      await receiveWebhook(backend.payments, 'paymax', bytes, {
        sign: signed(bytes.toString()),
      })
      advance(6_000)
      await reads({ status: 'paid' })
    },
  )

  test('is refused where another writing of it was signed', async () => {
    const { event, signed, post } = await paidButSilent()
    for (const hand of handwritings) {
      const answer = await post(oddJson(event, hand), signed(JSON.stringify(event)))
      expect(answer.status).toBe(401)
    }
  })
})
