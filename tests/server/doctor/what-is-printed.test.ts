/** What a person reads: the findings by kind, and what only a person can look at, for the gateways that are set. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { manualChecks } from '../../../server/commands/doctor/manual-checks'
import { asText } from '../../../server/commands/doctor/print'
import { look, unchecked, wrong } from '../../../server/config/mistakes/finding'
import { readConfig } from '../../../server/config/config'
import { openCheckout } from '../support/checkout'
import { ofPaymax, ofWechatpay, shared, type Environment } from './configuration'
import { examine, folder } from './support'
import { stranger } from './checkout-store'

const toLook = look('page_domain', 'a domain', 'there')

test('nothing is wrong where there are only things to look at', () => {
  expect(asText([])).toBe('Nothing is wrong.')
  expect(asText([toLook])).toMatch(/^Nothing is wrong\.\n\n.*\n- page_domain: a domain/)
  for (const kind of [wrong, unchecked]) {
    expect(asText([kind('clock_off', 'a clock', 'set it'), toLook])).not.toContain('Nothing')
  }
})

test('what a gateway said cannot move the cursor of who reads it', () => {
  const text = asText([wrong('wechatpay_refused', 'says \u001B[2J\u0007', 'mend \u001B[1A')])
  expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
})

/** The findings with the addresses and names that a console has to have; how they are worded is free. */
const looks = (env: Environment) =>
  manualChecks(readConfig({ ...shared, ...env })).map(({ name, what }) => [
    name,
    what.match(/https:\S+|pay\.camellia\.cn|wx5a7d0c1e9b3f2468|1900000109/g),
  ])

test('Paymax’s console and staff have the path of the checkout', () => {
  expect(looks(ofPaymax)).toEqual([
    ['page_domain', ['pay.camellia.cn']],
    ['payment_directory', ['https://pay.camellia.cn/', 'https://pay.camellia.cn/pay/']],
    ['webhook_address', ['https://pay.camellia.cn/pay/api/webhooks/paymax']],
    ['receipt_link', ['https://pay.camellia.cn/pay/receipt']],
  ])
})

test('WeChat Pay’s console has the path, and binds the account to the merchant', () => {
  expect(looks({ ...ofWechatpay, GATEWAY: 'wechatpay' })).toEqual([
    ['page_domain', ['pay.camellia.cn']],
    ['payment_directory', ['https://pay.camellia.cn/pay/']],
    ['app_id_binding', ['wx5a7d0c1e9b3f2468', '1900000109']],
  ])
})

test('the command tells of refused variables, and of key files that others read', async () => {
  const checkout = await openCheckout('embedded')
  const refused = await examine(checkout, { env: { WECHAT_APP_ID: '' } })
  expect(refused).toMatchObject({ exitCode: 1, wrong: ['configuration_refused'] })
  const file = join(folder(), 'key.pem')
  writeFileSync(file, checkout.environment['PAYMAX_PRIVATE_KEY'] ?? stranger.privateKey, {
    mode: 0o644,
  })
  const env = { PAYMAX_PRIVATE_KEY: '', PAYMAX_PRIVATE_KEY_FILE: file }
  expect((await examine(checkout, { env })).wrong).toEqual(['key_file_open'])
})
