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
  expect(asText([toLook])).toMatch(/^Nothing is wrong\.\n\nLook yourself/)
  for (const kind of [wrong, unchecked]) {
    expect(asText([kind('clock_off', 'a clock', 'set it'), toLook])).not.toContain('Nothing')
  }
})

test('what a gateway said cannot move the cursor of who reads it', () => {
  const text = asText([wrong('wechatpay_refused', 'says \u001B[2J\u0007', 'mend \u001B[1A')])
  expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
})

const looks = (env: Environment) =>
  manualChecks(readConfig({ ...shared, ...env })).map(({ name, what }) => `${name}: ${what}`)

test('Paymax’s console and staff have the path of the checkout', () => {
  expect(looks(ofPaymax)).toEqual([
    expect.stringMatching(/^page_domain: .* is pay\.camellia\.cn$/),
    expect.stringMatching(
      /^payment_directory: .*Paymax.* is https:\/\/pay\.camellia\.cn\/ or https:\/\/pay\.camellia\.cn\/pay\/$/,
    ),
    expect.stringMatching(
      /^webhook_address: .* https:\/\/pay\.camellia\.cn\/pay\/api\/webhooks\/paymax$/,
    ),
    expect.stringMatching(/^receipt_link: .* https:\/\/pay\.camellia\.cn\/pay\/receipt or is off$/),
  ])
})

test('WeChat Pay’s console has the path, and binds the account to the merchant', () => {
  expect(looks({ ...ofWechatpay, GATEWAY: 'wechatpay' })).toEqual([
    expect.stringContaining('page_domain: '),
    expect.stringMatching(/^payment_directory: 微信支付.* has https:\/\/pay\.camellia\.cn\/pay\/$/),
    expect.stringMatching(/^app_id_binding: .* binds wx5a7d0c1e9b3f2468 to 1900000109$/),
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
