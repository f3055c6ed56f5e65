import { createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import vectors from '../fixtures/paymax-vectors.json'
import { charge, gatewayAt, paymaxThat, sealed, sheet, signedAnswer, wish } from './paymax-line'

describe('an answer that cannot be trusted', () => {
  test.each([
    ['signed by somebody else', { key: vectors.merchantPrivateKey }, 'bad_signature'],
    ['for another secret key', { secretKey: 'f'.repeat(32) }, 'bad_secret_key'],
    ['of three minutes ago', { timestamp: Date.now() - 180_000 }, 'bad_timestamp'],
  ])('%s', async (_, seal, code) => {
    const { gateway } = await paymaxThat(signedAnswer(charge, seal))
    const expected = { outcome: 'untrusted', failure: { code } }
    expect(await gateway.createCharge(wish)).toMatchObject(expected)
    expect(await gateway.queryCharge(charge.id)).toMatchObject(expected)
    expect(await gateway.closeCharge(charge.id)).toMatchObject(expected)
  })

  test('not signed at all', async () => {
    const { gateway } = await paymaxThat((response) => response.end(JSON.stringify(charge)))
    expect(await gateway.queryCharge(charge.id)).toMatchObject({ outcome: 'untrusted' })
  })

  test.each([
    ['not JSON', 'success'],
    ['null', null],
    ['about another order', { ...charge, id: 'ch_other', order_no: 'OTHER' }],
    ['without an amount', { ...charge, amount: undefined }],
    ['an amount of three decimals', { ...charge, amount: 12.501 }],
    ['an amount below zero', { ...charge, amount: -12.5 }],
    ['a status that is a number', { ...charge, status: 1 }],
    ['livemode as text', { ...charge, livemode: 'false' }],
  ])('signed, yet %s', async (_, body) => {
    const { gateway } = await paymaxThat(signedAnswer(body))
    expect(await gateway.createCharge(wish)).toMatchObject({ outcome: 'untrusted' })
    expect(await gateway.queryCharge(charge.id)).toMatchObject({ outcome: 'untrusted' })
  })

  test.each([
    ['no credential', undefined],
    ['text that is not JSON', 'wx'],
    ['a parameter missing', { ...sheet, paySign: undefined }],
    ['an empty parameter', { ...sheet, nonceStr: '' }],
    ['a time in milliseconds', { ...sheet, timeStamp: '1395712654000' }],
    ['a package without its prepay_id', { ...sheet, package: 'u802345' }],
  ])('signed, with %s for the sheet', async (_, jsApiParams) => {
    const credential = { wechat_wap: { jsApiParams } }
    const { gateway } = await paymaxThat(signedAnswer({ ...charge, credential }))
    expect(await gateway.createCharge(wish)).toMatchObject({ outcome: 'untrusted' })
  })

  test('the refund of another charge', async () => {
    const refund = { id: 're_1', charge: 'ch_other', amount: 0.01, status: 'SUCCEED' }
    const { gateway } = await paymaxThat(signedAnswer(refund))
    expect(await gateway.queryRefund(charge.id, 're_1')).toMatchObject({ outcome: 'untrusted' })
  })
})

describe('no answer', () => {
  test('silence ends at the deadline', async () => {
    const { gateway, heard } = await paymaxThat(() => undefined, 500)
    const lost = { outcome: 'lost', failure: { code: 'deadline' } }
    expect(await gateway.createCharge(wish)).toMatchObject(lost)
    expect(await gateway.queryCharge(charge.id)).toMatchObject(lost)
    expect(heard).toHaveLength(2)
  })

  test('an answer that stops in the middle ends at the deadline', async () => {
    const { gateway } = await paymaxThat((response) => {
      const text = JSON.stringify(charge)
      response.writeHead(200, { ...sealed(text), 'content-length': text.length }).write('{')
    }, 50)
    const lost = { outcome: 'lost', failure: { code: 'deadline' } }
    expect(await gateway.createCharge(wish)).toMatchObject(lost)
  })

  test('a body that never ends is cut off', async () => {
    const { gateway } = await paymaxThat((response) => {
      const chunk = Buffer.alloc(64 * 1024, 'a')
      const more = () => {
        while (!response.destroyed && response.write(chunk));
      }
      response.writeHead(200).on('drain', more)
      more()
    })
    const failure = { message: 'The answer is too long.' }
    expect(await gateway.createCharge(wish)).toMatchObject({ outcome: 'lost', failure })
  })

  test('a reset: creating is never sent again, asking is, once', async () => {
    const { gateway, heard } = await paymaxThat((response) => response.destroy())
    expect(await gateway.createCharge(wish)).toMatchObject({ outcome: 'lost' })
    const refund = {
      gatewayId: charge.id,
      refundId: 'R1',
      sentAt: 7,
      amount: 1,
      total: 1,
      reason: 'x',
    }
    expect(await gateway.createRefund(refund)).toMatchObject({ outcome: 'lost' })
    expect(heard).toHaveLength(2)
    expect(await gateway.queryCharge(charge.id)).toMatchObject({ outcome: 'lost' })
    expect(heard).toHaveLength(4)
    expect(heard[2]?.headers.nonce).not.toBe(heard[3]?.headers.nonce)
  })

  test('asking again after a reset may succeed', async () => {
    const answer = signedAnswer(charge)
    const { gateway } = await paymaxThat((response, heard, times) =>
      times === 1 ? response.destroy() : answer(response, heard, times),
    )
    expect(await gateway.queryCharge(charge.id)).toMatchObject({ outcome: 'answered' })
  })

  test('nobody listening: nothing was sent, so nothing was done', async () => {
    const gateway = gatewayAt(await closedPort())
    expect(await gateway.createCharge(wish)).toMatchObject({ outcome: 'unavailable' })
  })

  test.each([502, 500, 404, 302])('a proxy’s page with status %i', async (status) => {
    const { gateway } = await paymaxThat((response) =>
      response
        .writeHead(status, { location: '/', 'content-type': 'text/html' })
        .end('<h1>Bad</h1>'),
    )
    const failure = { code: `http_${String(status)}` }
    expect(await gateway.createCharge(wish)).toMatchObject({ outcome: 'lost', failure })
    expect(await gateway.queryCharge(charge.id)).toMatchObject({ outcome: 'lost', failure })
  })
})

async function closedPort() {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${String(address.port)}`
}
