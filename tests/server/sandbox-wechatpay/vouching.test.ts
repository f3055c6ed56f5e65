import { afterEach, describe, expect, test } from 'vitest'
import { send } from '../../../server/gateways/wechatpay/connection/transport'
import { ownLine } from './own-client'
import { openShop } from './shop'
import type { Shop } from './shop'

let shop: Shop
let ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.reverse()) await end()
  ends = []
})

async function shopOf(mode: 'public_key' | 'change_over' | 'certificates') {
  shop = await openShop({ wechatpay: { mode } })
  ends.push(() => shop.leave())
  return shop.wechatpay.account
}

/** Asked with our own client. */
async function asked(wanted: string | null) {
  const { number } = await shop.anOpenOrder()
  const { line, end } = ownLine(shop, wanted)
  ends.push(end)
  const path = `/v3/pay/transactions/out-trade-no/${number}?mchid=${shop.mchid}`
  return send(line, { method: 'GET', path, signal: AbortSignal.timeout(10_000) })
}

const serialFor = async (wanted: string) => {
  const { number } = await shop.anOpenOrder()
  const { headers } = await shop.query(number, { headers: { 'Wechatpay-Serial': wanted } })
  return headers['wechatpay-serial']
}

describe('an answer is signed', () => {
  test('with the public key of a new merchant, whoever asks', async () => {
    const { publicKey } = await shopOf('public_key')
    expect(await serialFor('')).toBe(publicKey?.id)
  })

  test('with the public key during a change-over where the request asks for it', async () => {
    const { publicKey } = await shopOf('change_over')
    expect(await serialFor(publicKey?.id ?? '')).toBe(publicKey?.id)
  })

  test('with a certificate during a change-over where it does not', async () => {
    const { certificate } = await shopOf('change_over')
    expect(await serialFor('')).toBe(certificate?.serial)
  })

  test('with a certificate of an old merchant, whatever is asked for', async () => {
    const { certificate } = await shopOf('certificates')
    expect(await serialFor('PUB_KEY_ID_01900000001')).toBe(certificate?.serial)
  })

  test.each(['public_key', 'change_over', 'certificates'] as const)(
    'so that our own client believes it: %s',
    async (mode) => {
      const { publicKey } = await shopOf(mode)
      expect(await asked(publicKey?.id ?? null)).toMatchObject({ kind: 'answer', status: 200 })
    },
  )
})

describe('an answer can be bent', () => {
  test.each([
    ['unsigned', 'missing_header'],
    ['tampered', 'bad_signature'],
    ['stranger', 'bad_signature'],
    ['stale', 'stale'],
    ['unknown_serial', 'unknown_serial'],
  ])('%s: %s', async (bend, verdict) => {
    const { publicKey } = await shopOf('change_over')
    shop.faults.set({ wxpay_answers: bend })
    expect(await asked(publicKey?.id ?? null)).toMatchObject({
      kind: 'untrusted',
      failure: { code: verdict },
    })
  })

  test('by a probe, which whoever asks again does not meet twice', async () => {
    const { publicKey } = await shopOf('change_over')
    const { number } = await shop.anOpenOrder()
    shop.faults.set({ wxpay_answers: 'probe' })
    const ask = async () =>
      (await shop.query(number, { headers: { 'Wechatpay-Serial': publicKey?.id ?? '' } })).headers[
        'wechatpay-signature'
      ]
    const signatures = [await ask(), await ask()].map((one) => String(one))
    expect(signatures.filter((one) => one.startsWith('WECHATPAY/SIGNTEST/'))).toHaveLength(1)
  })
})
