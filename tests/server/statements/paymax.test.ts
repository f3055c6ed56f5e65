import { verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { beijingDayOf } from '../../../server/payments/core/beijing-day'
import vectors from '../../fixtures/paymax-vectors.json'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { refusal, statementsAt, statementsThat } from '../paymax-line'

const day = beijingDayOf(Date.parse('2026-11-01T00:00:00+08:00'))
const table = [
  'Paymax 订单号,交易总价,订单状态',
  'ch_1,12.50,交易成功',
  '总交易单数,总交易金额（元）,总退款金额（元）',
  '1,12.50,0.00',
].join('\n')

describe('a statement from Paymax', () => {
  test('is asked for by the day in Beijing, signed with the merchant key', async () => {
    const { statements, heard } = await statementsThat((response) => response.end(table))
    await statements.statementOf(day)
    const [call] = heard
    if (!call) throw new Error('nothing was sent')
    expect(`${call.method} ${call.url}`).toBe('POST /merchant-api/v2/statement/download')
    expect(JSON.parse(call.body)).toEqual({
      appointDay: '20261101',
      channelCategory: 'WECHAT',
      statementType: 'WECHAT_CSB',
    })
    const { nonce, timestamp, authorization, sign } = call.headers
    const path = '/v2/statement/download'
    const signed = ['post', path, '', nonce, timestamp, authorization, call.body].join('\n')
    const signature = Buffer.from(String(sign), 'base64')
    expect(verify('RSA-SHA1', Buffer.from(signed), vectors.merchantPublicKey, signature)).toBe(true)
  })

  test('is read without a signature, which Paymax gives it none of', async () => {
    const { statements } = await statementsThat((response) => response.end(table))
    expect(await statements.statementOf(day)).toMatchObject({
      outcome: 'answered',
      statement: { rows: [{ gatewayId: 'ch_1', amount: 1250 }] },
    })
  })

  test('may be far longer than any other answer', async () => {
    const note = `,${'茶'.repeat(1000)}`
    const long = table
      .replace('订单状态', '订单状态,订单描述')
      .replace('ch_1,12.50,交易成功', Array(2000).fill(`ch_1,12.50,交易成功${note}`).join('\n'))
    const { statements } = await statementsThat((response) => response.end(long))
    expect(await statements.statementOf(day)).toMatchObject({
      outcome: 'answered',
      statement: { rows: { length: 2000 } },
    })
  })
})

describe('no statement', () => {
  test.each([
    ['no more downloads', refusal(400, 'OUT_OF_DOWNLOAD'), 'OUT_OF_DOWNLOAD'],
    ['a failure with the wrong status', refusal(200, 'SYSTEM_ERROR'), 'SYSTEM_ERROR'],
    ['a proxy that is down', refusal(502, ''), 'http_502'],
  ])('%s', async (_, reply, code) => {
    const { statements, heard } = await statementsThat(reply)
    const failure = expect.objectContaining({ code }) as unknown
    expect(await statements.statementOf(day)).toEqual({ outcome: 'refused', failure })
    expect(heard).toHaveLength(1)
  })

  test('a page instead of a table, said to be unreadable', async () => {
    const { statements } = await statementsThat((response) => response.end('<html></html>'))
    expect(await statements.statementOf(day)).toMatchObject({
      outcome: 'refused',
      failure: { code: 'unreadable_statement' },
    })
  })

  test('a connection cut in the middle of the table', async () => {
    const { statements } = await statementsThat((response) => {
      response.writeHead(200, { 'content-length': '9999' })
      response.write(table, () => response.destroy())
    })
    expect(await statements.statementOf(day)).toMatchObject({ outcome: 'refused' })
  })

  test('an answer that never ends', async () => {
    const { statements } = await statementsThat((response) => {
      const megabyte = Buffer.alloc(1024 * 1024, '茶')
      const more = () => response.write(megabyte, (error) => error ?? setImmediate(more))
      more()
    })
    expect(await statements.statementOf(day)).toMatchObject({
      outcome: 'refused',
      failure: { message: 'The answer is too long.' },
    })
  })

  test('an answer that never comes', async () => {
    const { statements } = await statementsThat(() => undefined, 200)
    expect(await statements.statementOf(day)).toMatchObject({
      outcome: 'refused',
      failure: { code: 'deadline' },
    })
  })

  test('nobody there', async () => {
    const statements = statementsAt(`http://127.0.0.1:${await freePort()}`)
    expect(await statements.statementOf(day)).toMatchObject({
      outcome: 'refused',
      failure: { code: 'ECONNREFUSED' },
    })
  })
})
