import { X509Certificate } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { fetchCertificates } from '../../../server/gateways/wechatpay/connection/fetch-certificates'
import type { VouchingMode } from '../../../mocks/sandbox/wechatpay/open-account'
import { ownLine } from './own-client'
import { openShop } from './shop'
import type { Shop } from './shop'

let shop: Shop
let ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.reverse()) await end()
  ends = []
})

/** As one fetches who holds none of them yet. */
async function fetchedBy(mode: VouchingMode) {
  shop = await openShop({ wechatpay: { mode } })
  const { line, end } = ownLine(shop, null)
  ends.push(() => shop.leave(), end)
  const key = Buffer.from(shop.wechatpay.account.apiV3Key)
  return fetchCertificates({ ...line, keyOf: () => null }, key, AbortSignal.timeout(10_000))
}

describe('the list of certificates', () => {
  test.each(['change_over', 'certificates'] as const)(
    'opens, and is signed by what is in it: %s',
    async (mode) => {
      const fetched = await fetchedBy(mode)
      const serial = shop.wechatpay.account.certificate?.serial
      expect(fetched).toMatchObject({ kind: 'fetched', certificates: [{ serial }] })
    },
  )

  test('is none for a new merchant', async () => {
    expect(await fetchedBy('public_key')).toEqual({ kind: 'none' })
  })
})

test('the certificate is one, valid now, of the key that signs', async () => {
  await fetchedBy('certificates')
  const { certificate } = shop.wechatpay.account
  const read = new X509Certificate(certificate?.pem ?? '')
  expect(read.serialNumber).toBe(certificate?.serial)
  expect(read.verify(read.publicKey)).toBe(true)
  const validFor = [Date.parse(read.validFrom), Date.parse(read.validTo)]
  expect(validFor).toEqual([certificate?.effectiveAt, certificate?.expiresAt])
})
