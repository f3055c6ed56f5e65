import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { billOf } from '../../../server/gateways/wechatpay/bills/download-bill'
import { vectors } from '../wechatpay/vectors'
import { ownLine } from './own-client'
import { days, hours, minutes, openShop, refusal } from './shop'
import type { Shop } from './shop'

// The shop opens on 2026-11-25 at noon in Beijing.
const day = '2026-11-25'

let shop: Shop
beforeEach(async () => {
  shop = await openShop()
})
afterEach(() => shop.leave())

const bill = (query: string) => shop.ask({ method: 'GET', path: `/v3/bill/tradebill?${query}` })

async function fetched(query = `bill_date=${day}&bill_type=ALL`) {
  const { body } = await bill(query)
  const url = new URL(String(body['download_url']))
  const { bytes, headers } = await shop.ask({ method: 'GET', path: url.pathname + url.search })
  return { hash: body['hash_value'], bytes, headers }
}

/** A payment of 12.50 and a refund of 3.00 of it, the day before. */
async function aDayOfBusiness() {
  const number = await shop.aPaidOrder({ description: '豆子, 100 克' })
  await shop.refund(shop.aRefund(number, 300, { out_refund_no: 'rf1' }))
  shop.wechatpay.finishRefunds()
  shop.wait(24 * hours)
  return number
}

describe('a bill', () => {
  test('is made from nine and is there at ten of the next day', async () => {
    await shop.aPaidOrder()
    shop.wait(21 * hours - 1)
    expect(refusal(await bill(`bill_date=${day}`))).toBe('400 NO_STATEMENT_EXIST')
    shop.wait(1)
    expect(refusal(await bill(`bill_date=${day}`))).toBe('400 STATEMENT_CREATING')
    shop.wait(hours)
    expect((await bill(`bill_date=${day}`)).status).toBe(200)
  })

  test('of a day on which nothing moved is none', async () => {
    shop.wait(24 * hours)
    expect(refusal(await bill(`bill_date=${day}`))).toBe('400 NO_STATEMENT_EXIST')
  })

  test('older than three months is refused', async () => {
    await shop.aPaidOrder()
    shop.wait(100 * days)
    expect(refusal(await bill(`bill_date=${day}`))).toBe('400 INVALID_REQUEST')
  })

  test.each(['2026-02-30', '20261125', ''])('of no day is refused: «%s»', async (date) => {
    const { body } = await bill(`bill_date=${date}`)
    expect(body).toMatchObject({ code: 'PARAM_ERROR', detail: { field: '/bill_date' } })
  })

  test('begins with a byte order mark, ends its lines with CRLF, marks each value', async () => {
    await aDayOfBusiness()
    const text = (await fetched()).bytes.toString()
    expect(text.startsWith('\ufeff交易时间,')).toBe(true)
    const lines = text.split('\r\n')
    expect(lines).toHaveLength(6)
    expect(lines[1]).toMatch(/^`2026-11-25 12:00:00,`wx[^`]+,`/)
    // Commas within a value are why.
    expect(lines[1]).toContain(',`豆子, 100 克,`')
  })

  test('has the columns of the vector, and as many values in each row', async () => {
    await aDayOfBusiness()
    const [head, payment, refund, foot, sums] = (await fetched()).bytes.toString().split('\r\n')
    const known = vectors.tradeBill.text.split('\r\n')
    expect([head, foot]).toEqual([known[0], known[3]])
    const values = (row = '') => row.split(',`').length
    expect([payment, refund, sums].map(values)).toEqual([1, 2, 4].map((at) => values(known[at])))
  })

  test('comes unsigned, as the one answer that does', async () => {
    await aDayOfBusiness()
    const { headers } = await fetched()
    expect(headers).not.toHaveProperty('wechatpay-signature')
  })

  test('is hashed unpacked, however it comes', async () => {
    await aDayOfBusiness()
    const { hash, bytes } = await fetched(`bill_date=${day}&tar_type=GZIP`)
    const sha1 = (of: Buffer) => createHash('sha1').update(of).digest('hex')
    expect(sha1(gunzipSync(bytes))).toBe(hash)
    expect(sha1(bytes)).not.toBe(hash)
  })

  test('can be fetched for five minutes', async () => {
    await aDayOfBusiness()
    const { body } = await bill(`bill_date=${day}`)
    const url = new URL(String(body['download_url']))
    shop.wait(5 * minutes + 1)
    const late = await shop.ask({ method: 'GET', path: url.pathname + url.search })
    expect(refusal(late)).toBe('404 RESOURCE_NOT_EXISTS')
  })

  test.each([
    ['SUCCESS', 1],
    ['REFUND', 1],
    ['ALL', 2],
  ])('of the type %s has %i rows', async (type, rows) => {
    await aDayOfBusiness()
    const text = (await fetched(`bill_date=${day}&bill_type=${type}`)).bytes.toString()
    expect(text.split('\r\n')).toHaveLength(rows + 4)
  })

  test('says the same as our own reader reads', async () => {
    const number = await aDayOfBusiness()
    const { line, end } = ownLine(shop, null)
    const whole = { name: day, end: Date.parse('2026-11-26T00:00:00+08:00') }
    const read = await billOf(line, whole, AbortSignal.timeout(10_000))
    await end()
    expect(read).toMatchObject({
      outcome: 'answered',
      sums: { count: 2, paid: 1250, refunded: 300 },
      rows: [
        { kind: 'payment', chargeNumber: number, amount: 1250 },
        { kind: 'refund', chargeNumber: number, refundId: 'rf1', amount: 300 },
      ],
    })
  })
})
