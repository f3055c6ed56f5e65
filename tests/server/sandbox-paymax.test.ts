import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { paySign } from '../../mocks/sandbox/paymax/credential'
import { answerToSign, verify } from '../../mocks/sandbox/paymax/signature'
import { startSandbox } from '../../mocks/sandbox/sandbox'
import type { Sandbox } from '../../mocks/sandbox/sandbox'
import { anOrder, call } from './sandbox-line'

let sandbox: Sandbox
let now = Date.now()

beforeEach(async () => {
  now = Date.now()
  sandbox = await startSandbox({ webhookSpeed: 0, now: () => now })
})
afterEach(() => sandbox.close())

const idOf = (answer: { body: Record<string, unknown> }) => String(answer.body['id'])

describe('a charge', () => {
  test('is made, paid and told of, in signed words', async () => {
    const heard: string[] = []
    sandbox.paymax.webhookTarget = (body) => {
      heard.push(body)
      return Promise.resolve({ status: 200, body: heard.length > 1 ? 'success' : 'not yet' })
    }
    const created = await call(sandbox, 'POST', '/v1/charges', anOrder(sandbox))
    expect(created.status).toBe(200)
    expect(created.body).toMatchObject({ amount: 12.5, status: 'PROCESSING', currency: 'CNY' })
    const named = (name: string) => created.headers.get(name) ?? ''
    const signedBytes = answerToSign(
      {
        nonce: named('nonce'),
        timestamp: named('timestamp'),
        secretKey: named('authorization'),
      },
      Buffer.from(created.text),
    )
    expect(verify(signedBytes, named('sign'), sandbox.paymax.publicKey)).toBe(true)

    sandbox.paymax.pay(idOf(created))
    await sandbox.paymax.flushWebhooks()
    expect(sandbox.paymax.webhooks()[0]?.state).toBe('waiting')
    await sandbox.paymax.flushWebhooks()
    expect(sandbox.paymax.webhooks()[0]).toMatchObject({ state: 'delivered' })
    expect(heard).toHaveLength(2)
    const [delivery] = sandbox.paymax.webhooks()
    expect(
      verify(Buffer.from(heard[0] ?? ''), delivery?.sign ?? '', sandbox.paymax.publicKey),
    ).toBe(true)
    const queried = await call(sandbox, 'GET', `/v1/charges/${idOf(created)}`)
    expect(queried.body).toMatchObject({ status: 'SUCCEED', time_paid: now })
  })

  test('carries the six parameters of the sheet as a JSON string', async () => {
    const created = await call(sandbox, 'POST', '/v1/charges', anOrder(sandbox))
    const credential = created.body['credential'] as { wechat_wap: { jsApiParams: string } }
    const params = JSON.parse(credential.wechat_wap.jsApiParams) as Record<string, string>
    expect(Object.keys(params).sort()).toEqual(
      ['appId', 'nonceStr', 'package', 'paySign', 'signType', 'timeStamp'].sort(),
    )
    expect(params['timeStamp']).toBe(String(Math.floor(now / 1000)))
    // The documentation's own example of the v2 scheme.
    const sample = {
      appid: 'wxd930ea5d5a258f4f',
      mch_id: '10000100',
      device_info: '1000',
      body: 'test',
      nonce_str: 'ibuaiVcKdpRxkhJA',
    }
    expect(paySign(sample, '192006250b4c09247ec02edce69f6a2d')).toBe(
      '9A0A8659F005D6984697E2CA0A9CF3B7',
    )
  })

  test.each([
    [{ order_no: 'has-dash' }, 'order_no 参数格式不正确！'],
    [{ amount: undefined }, 'amount 不能为空 ！'],
    [{ amount: 0 }, 'amount 参数格式不正确,请使用大于0的数字！'],
    [{ amount: 0.001 }, 'amount 参数格式不正确,请使用大于0的数字！'],
    [{ subject: '' }, 'subject 不能为空'],
    [{ subject: '咖'.repeat(43) }, 'subject 参数格式不正确,长度超长'],
    [{ body: '' }, 'body不能为空'],
    [{ body: 'x'.repeat(129) }, 'body 参数格式不正确,长度不能超过128位！'],
    [{ channel: 'cash' }, 'channel 参数格式不正确！'],
    [{ app: '' }, 'app 参数格式不正确！'],
    [{ client_ip: '::1' }, 'client ip 参数格式不正确！'],
    [{ time_expire: 1 }, 'time_expire，时间格式不正确。需要提供13位Unix时间戳（毫秒）'],
    [{ extra: {} }, '缺少附加参数open_id'],
  ])('with %j is refused', async (changes, message) => {
    const answer = await call(sandbox, 'POST', '/v1/charges', anOrder(sandbox, changes))
    expect(answer.status).toBe(400)
    expect(answer.body).toEqual({ failure_code: 'ILLEGAL_ARGUMENT', failure_msg: message })
  })

  test('needs at least three minutes to live', async () => {
    const short = anOrder(sandbox, { time_expire: now + 179_999 })
    expect((await call(sandbox, 'POST', '/v1/charges', short)).status).toBe(400)
    const enough = anOrder(sandbox, { time_expire: now + 180_000 })
    expect((await call(sandbox, 'POST', '/v1/charges', enough)).status).toBe(200)
  })

  test('cannot share its number, its payer or its end', async () => {
    const order = anOrder(sandbox)
    const created = await call(sandbox, 'POST', '/v1/charges', order)
    const again = await call(sandbox, 'POST', '/v1/charges', order)
    expect(again.body['failure_code']).toBe('ORDER_NO_DUPLICATE')
    const charge = sandbox.paymax.charges()[0]
    const [lin, zhou] = sandbox.payers
    const pay = (openid = '') => sandbox.paymax.payByPrepay(charge?.prepayId ?? '', openid)
    expect(pay(zhou?.openid)).toBe('wrong_payer')
    const closed = await call(sandbox, 'GET', `/v1/charges/${idOf(created)}/close`)
    expect(closed.body['status']).toBe('SUCCEED')
    expect(pay(lin?.openid)).toBe('closed')
    const twice = await call(sandbox, 'GET', `/v1/charges/${idOf(created)}/close`)
    expect(twice.body['failure_code']).toBe('TRADE_HAS_FINAL_STATUS')
  })

  test('ends when its time is up', async () => {
    const created = await call(sandbox, 'POST', '/v1/charges', anOrder(sandbox))
    now += 3_600_000
    const timestamp = String(now)
    const queried = await call(sandbox, 'GET', `/v1/charges/${idOf(created)}`, undefined, {
      timestamp,
    })
    expect(queried.body['status']).toBe('FAILED')
  })
})

describe('a request is refused', () => {
  test.each([
    ['without a secret key', { Authorization: '' }, 'SECRET_KEY_IS_BLANK'],
    ['with another secret key', { Authorization: 'x'.repeat(32) }, 'SECRET_KEY_IS_INVALID'],
    ['with a short nonce', { nonce: 'abc' }, 'SIGN_CHECK_FAILED'],
    ['when it is stale', { timestamp: '1466399895704' }, 'SIGN_CHECK_FAILED'],
    ['with a broken signature', { sign: 'AAAA' }, 'SIGN_CHECK_FAILED'],
  ])('%s', async (_name, bend, code) => {
    const answer = await call(sandbox, 'GET', '/v1/charges/ch_1', undefined, bend)
    expect(answer.status).toBe(400)
    expect(answer.body['failure_code']).toBe(code)
  })

  test('when its nonce comes back', async () => {
    const bend = { nonce: 'a'.repeat(32) }
    const first = await call(sandbox, 'GET', '/v1/charges/ch_1', undefined, bend)
    expect(first.body['failure_code']).toBe('ORDER_NO_NOT_EXIST')
    const second = await call(sandbox, 'GET', '/v1/charges/ch_1', undefined, bend)
    expect(second.body['failure_code']).toBe('SIGN_CHECK_FAILED')
  })
})

describe('a refund', () => {
  test('goes one at a time, never above what was paid', async () => {
    const created = await call(sandbox, 'POST', '/v1/charges', anOrder(sandbox))
    const path = `/v1/charges/${idOf(created)}/refunds`
    const part = { amount: 5, description: '退一部分' }
    expect((await call(sandbox, 'POST', path, part)).body['failure_code']).toBe(
      'CHANNEL_REFUND_FAILED',
    )
    sandbox.paymax.pay(idOf(created))
    const refund = await call(sandbox, 'POST', path, part)
    expect(refund.body).toMatchObject({ amount: 5, status: 'PROCESSING' })
    expect((await call(sandbox, 'POST', path, part)).body['failure_code']).toBe(
      'MULTI_REFUND_RECORDS',
    )
    sandbox.paymax.finishRefunds()
    const done = await call(sandbox, 'GET', `${path}/${idOf(refund)}`)
    expect(done.body['status']).toBe('SUCCEED')
    const more = await call(sandbox, 'POST', path, { amount: 7.51, description: '太多' })
    expect(more.body['failure_code']).toBe('CHANNEL_REFUND_FAILED')
    const rest = await call(sandbox, 'POST', path, { description: '全退' })
    expect(rest.body['amount']).toBe(7.5)
  })
})

test('yesterday’s statement has a line a charge and two of summary', async () => {
  const created = await call(sandbox, 'POST', '/v1/charges', anOrder(sandbox))
  sandbox.paymax.pay(idOf(created))
  const paidOn = new Date(now + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '')
  now += 86_400_000
  const request = { appointDay: paidOn, channelCategory: 'WECHAT', statementType: 'WECHAT_CSB' }
  const bend = { timestamp: String(now) }
  const { text } = await call(sandbox, 'POST', '/v2/statement/download', request, bend)
  const lines = text.split('\n')
  expect(lines).toHaveLength(4)
  expect(lines[1]).toContain(`,null,${idOf(created)},`)
  expect(lines[3]).toBe('1,12.50,0.00')
})
