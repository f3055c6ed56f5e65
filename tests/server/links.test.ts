import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { offersOf, warningsOf } from '../../server/commands/links/addresses'
import { readShop } from '../../server/config/config'
import { openCheckout } from './support/checkout'

const script = fileURLToPath(new URL('../../server/commands/links.ts', import.meta.url))
const shop = {
  PUBLIC_URL: 'https://pay.example.com/pay/',
  MERCHANT_NAME: '山茶咖啡',
  CATALOG_FILE: fileURLToPath(new URL('support/catalog.json', import.meta.url)),
  OPEN_AMOUNT: '1-500000',
}

/** A process of its own, with this environment alone. */
function links(environment: Record<string, string>, ...args: string[]) {
  const env = { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...environment }
  return new Promise<{ exitCode: unknown; out: string; error: string }>((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', script, ...args],
      { env },
      (failed, out, error) => resolve({ exitCode: failed ? failed.code : 0, out, error }),
    )
  })
}

const offersFrom = (changes: Record<string, string> = {}) =>
  offersOf(readShop({ ...shop, ...changes }))
const warningsFrom = (PUBLIC_URL: string) =>
  warningsOf(new URL(PUBLIC_URL), offersFrom({ PUBLIC_URL }))

test('needs no secrets and prints what is pasted where', async () => {
  const { exitCode, out, error } = await links(shop)
  expect([exitCode, error]).toEqual([0, ''])
  const menu = 'https://pay.example.com/pay/api/oauth/authorize?to=checkout'
  expect(out.split('\n').map((line) => line.trim())).toEqual([
    '手冲咖啡  ¥28.00  (coffee)',
    `menu         ${menu}%3Fitem%3Dcoffee`,
    `menu, no tap ${menu}%3Fitem%3Dcoffee%26auto%3D1`,
    'link, code   https://pay.example.com/pay/checkout?item=coffee',
    '',
    '柠檬蛋糕  ¥18.00  (cake)',
    `menu         ${menu}%3Fitem%3Dcake`,
    'link, code   https://pay.example.com/pay/checkout?item=cake',
    '',
    'Amount typed by the payer  ¥0.01 to ¥5000.00',
    `menu         ${menu}`,
    'link, code   https://pay.example.com/pay/checkout',
    '',
  ])
})

test('the configuration is checked as the backend checks it', async () => {
  const { exitCode, error } = await links({ PUBLIC_URL: 'http://pay.example.com/pay/' })
  expect(exitCode).toBe(1)
  expect(error).toContain('- PUBLIC_URL: plain http is for loopback addresses only: use https.')
  expect(error).toContain('- MERCHANT_NAME: missing.')
})

test('as JSON, the posters’ files are beside their addresses', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'posters-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const { out } = await links(shop, '--json', '--posters', dir)
  const told = JSON.parse(out) as { offers: { item: string | null; poster: string }[] }
  expect(told.offers.map(({ item, poster }) => [item, poster])).toEqual([
    ['coffee', join(dir, 'item-coffee.html')],
    ['cake', join(dir, 'item-cake.html')],
    [null, join(dir, 'typed-amount.html')],
  ])
  expect(readdirSync(dir).sort()).toEqual([
    'item-cake.html',
    'item-coffee.html',
    'typed-amount.html',
  ])
  expect(readFileSync(join(dir, 'item-coffee.html'), 'utf8')).toContain('size: 105mm 148mm')
})

test.each([
  [['--posters', '/dev/null/posters'], 'cannot be written into /dev/null/posters (ENOTDIR)'],
  [['--size', 'A3'], '--size must be one of A5, A6.'],
  [['--colour'], 'Unknown option'],
])('%j is refused with a reason', async (args, reason) => {
  const { exitCode, error } = await links(shop, ...args)
  expect([exitCode, error]).toEqual([1, expect.stringContaining(reason)])
})

test('items whose names differ in capitals alone keep a poster each', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'posters-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const item = { subject: '茶', body: '茶', amount: 100 }
  const file = join(dir, 'catalogue.json')
  writeFileSync(
    file,
    JSON.stringify([
      { ...item, item: 'tea' },
      { ...item, item: 'TEA' },
    ]),
  )
  await links({ ...shop, CATALOG_FILE: file }, '--posters', join(dir, 'out'))
  expect(readdirSync(join(dir, 'out')).sort()).toEqual([
    'item-TEA-2.html',
    'item-tea.html',
    'typed-amount.html',
  ])
})

test('typed amounts have an address only where they are allowed', () => {
  expect(offersFrom().at(-1)?.item).toBeNull()
  expect(offersFrom({ OPEN_AMOUNT: 'off' }).map(({ item }) => item)).toEqual(['coffee', 'cake'])
})

test.each([
  ['http://127.0.0.1:8080/pay/', [/not https/, /port 8080/, /no domain/]],
  ['https://pay.example.com:8443/', [/port 8443/]],
  ['https://192.0.2.7/', [/no domain/]],
  ['https://[2001:db8::7]/', [/no domain/]],
  [`https://pay.example.com/${'p'.repeat(960)}/`, [/Longer than the 1024/, /Longer/, /Longer/]],
  ['https://pay.example.com/pay/', []],
])('what WeChat would not take is warned of: %.40s', (publicUrl, expected) => {
  expect(warningsFrom(publicUrl)).toEqual(expected.map((words) => expect.stringMatching(words)))
})

test('a warning is said beside the addresses, which are printed all the same', async () => {
  const { exitCode, out, error } = await links({
    ...shop,
    PUBLIC_URL: 'https://pay.example.com:8443/',
  })
  expect([exitCode, error.trim()]).toEqual([0, expect.stringMatching(/^Warning: .*port 8443/)])
  expect(out).toContain('https://pay.example.com:8443/checkout?item=coffee')
})

test('every menu address signs in and comes to what it is for', async () => {
  const { environment, phone } = await openCheckout('embedded')
  for (const { menu, menuAuto, link } of offersOf(readShop(environment))) {
    const target = link.slice(environment['PUBLIC_URL']?.length)
    for (const [address, to] of [
      [menu, target],
      [menuAuto, `${target}&auto=1`],
    ] as const) {
      if (address === null) continue
      const asked = new URL(address).searchParams.get('to')
      expect(asked).toBe(to)
      expect((await phone().signIn(asked ?? '')).body.to).toBe(to)
    }
  }
})
