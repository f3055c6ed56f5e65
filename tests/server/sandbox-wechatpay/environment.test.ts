import { createPrivateKey, createPublicKey } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import * as form from '../../../server/config/wechatpay-format'
import type { VouchingMode } from '../../../mocks/sandbox/wechatpay/open-account'
import { openShop } from './shop'
import type { Shop } from './shop'

let shop: Shop
afterEach(() => shop.leave())

async function environmentOf(mode: VouchingMode) {
  shop = await openShop({ wechatpay: { mode } })
  return shop.sandbox.wechatpayEnvironment()
}

const always = [
  ...['WECHATPAY_API_V3_KEY', 'WECHATPAY_BASE_URL', 'WECHATPAY_CERTIFICATE_SERIAL'],
  ...['WECHATPAY_MCH_ID', 'WECHATPAY_PRIVATE_KEY'],
]
const publicKey = ['WECHATPAY_PUBLIC_KEY', 'WECHATPAY_PUBLIC_KEY_ID']
const certificates = ['WECHATPAY_PLATFORM_CERTIFICATES']

describe('what a backend is told', () => {
  test.each<[VouchingMode, string[]]>([
    ['public_key', [...always, ...publicKey]],
    ['change_over', [...always, ...publicKey, ...certificates]],
    ['certificates', [...always, ...certificates]],
  ])('in the mode %s is no more than it needs', async (mode, names) => {
    expect(Object.keys(await environmentOf(mode)).sort()).toEqual(names.sort())
  })

  test('has the form that a configuration is checked for', async () => {
    const told = await environmentOf('change_over')
    const of = (name: string) => told[name] ?? ''
    form.checkedMchId('', of('WECHATPAY_MCH_ID'))
    form.checkedSerial('', of('WECHATPAY_CERTIFICATE_SERIAL'))
    form.checkedApiV3Key('', of('WECHATPAY_API_V3_KEY'))
    form.checkedPublicKeyId('', of('WECHATPAY_PUBLIC_KEY_ID'))
    form.checkedKeySize('', createPublicKey(of('WECHATPAY_PUBLIC_KEY')))
    form.checkedKeySize('', createPrivateKey(of('WECHATPAY_PRIVATE_KEY')))
    const listed = form.checkedCertificates('', of('WECHATPAY_PLATFORM_CERTIFICATES'))
    expect(listed).toHaveLength(1)
  })
})
