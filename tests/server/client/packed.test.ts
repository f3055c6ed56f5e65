/** The package as it is given away: away from this project, in plain Node.js, at the built backend. */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { startSandbox } from '../../../mocks/sandbox/sandbox'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { buildBackend, startCheckoutProcess } from '../support/checkout-process'
import { freshDatabase } from '../support/databases'
import { createMerchant } from '../support/merchant'

const built = buildBackend()
const project = fileURLToPath(new URL('../../../', import.meta.url))
const run = promisify(execFile)
const key = 'merchant-key-of-the-tests'

/** What a shop's developer may write, in TypeScript as strict as it gets. */
const shop = `
import { CheckoutError, createClient, verifyNotification } from '@paymax-checkout/merchant'
import type { MerchantOrder, ShopNotification } from '@paymax-checkout/merchant'

export function taken(body: Uint8Array, headers: Record<string, string>): string {
  const told: ShopNotification = verifyNotification(body, headers, 'whsec_AAAA')
  if (told.type === 'refund.succeeded') return told.refundId
  // @ts-expect-error an order that is paid brings no refund
  if (told.type === 'order.paid') return told.refundId
  return told.id
}
const { PUBLIC_URL = '', KEY = '' } = process.env
const client = createClient({ publicUrl: PUBLIC_URL, apiKey: KEY })
const order: MerchantOrder = await client.orders.place({ orderNo: 'P1', amount: 100, subject: '茶', body: '茶' })
const refused = await client.orders
  .refund('P1', { reason: '顾客取消' })
  .catch((error: unknown) => (error instanceof CheckoutError ? error.code : 'another error'))
const all: string[] = []
for await (const { orderNo } of client.orders.list()) all.push(orderNo)
console.log(JSON.stringify({ checkoutUrl: order.checkoutUrl, refused, all }))
`

/** A folder of a shop with the package in it, and the packages that it names as its own. */
async function openFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'shop-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const packed = join(folder, 'node_modules/@paymax-checkout/merchant')
  mkdirSync(packed, { recursive: true })
  cpSync(join(project, 'clients/node/package.json'), join(packed, 'package.json'))
  await compile(join(project, 'clients/node'), '--outDir', join(packed, 'dist'))
  const manifest = readFileSync(join(packed, 'package.json'), 'utf8')
  const { dependencies } = JSON.parse(manifest) as { dependencies: Record<string, string> }
  // The rest is what standardwebhooks depends on.
  for (const name of [
    ...Object.keys(dependencies),
    '@stablelib/base64',
    'fast-sha256',
    '@types/node',
    'undici-types',
  ]) {
    cpSync(join(project, 'node_modules', name), join(folder, 'node_modules', name), {
      recursive: true,
    })
  }
  return folder
}

async function compile(where: string, ...options: string[]): Promise<void> {
  const tsc = fileURLToPath(import.meta.resolve('typescript/bin/tsc'))
  const { stdout } = await run(process.execPath, [tsc, '--project', where, ...options]).catch(
    (error: unknown) => error as { stdout: string },
  )
  expect(stdout).toBe('')
}

test('a shop of its own compiles with it and orders through it', async () => {
  const folder = await openFolder()
  writeFileSync(join(folder, 'shop.mts'), shop)
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    module: 'NodeNext',
    target: 'ES2023',
    lib: ['ES2023'],
    types: ['node'],
    // The package's own declarations have to stand by themselves.
    skipLibCheck: false,
  }
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: ['shop.mts'] }),
  )
  await compile(folder)
  const { publicUrl } = await startBuilt()
  const env = { PATH: process.env['PATH'], PUBLIC_URL: publicUrl.href, KEY: key }
  const { stdout } = await run(process.execPath, [join(folder, 'shop.mjs')], { env })
  const { body: order } = await createMerchant(publicUrl, key).read('P1')
  expect(JSON.parse(stdout)).toEqual({
    checkoutUrl: order.checkoutUrl,
    refused: 'order_not_paid',
    all: ['P1'],
  })
}, 120_000)

test('nothing of it leads into this project', async () => {
  const folder = await openFolder()
  const dist = join(folder, 'node_modules/@paymax-checkout/merchant/dist')
  const files = readdirSync(dist)
  expect(files).toEqual(expect.arrayContaining(['index.js', 'index.d.ts', 'wire.d.ts']))
  const text = files.map((name) => readFileSync(join(dist, name), 'utf8')).join('\n')
  const imported = [...text.matchAll(/(?:from|import) '([^']+)'/g)].map(([, name = '']) => name)
  const others = new Set(imported.filter((name) => !/^\.\/[\w-]+\.js$/.test(name)))
  expect([...others].sort()).toEqual(['node:crypto', 'node:timers/promises', 'standardwebhooks'])
}, 120_000)

async function startBuilt() {
  const database = await freshDatabase('embedded')
  const port = await freePort()
  const publicUrl = new URL(`http://127.0.0.1:${port}/pay/`)
  const sandbox = await startSandbox({
    now: Date.now,
    webhookUrl: new URL('api/webhooks/paymax', publicUrl).href,
    checkout: { publicUrl: publicUrl.href, backendUrl: publicUrl.origin },
  })
  onTestFinished(async () => {
    await sandbox.close()
    await database.drop()
  })
  const backend = startCheckoutProcess(built.script(), {
    ...sandbox.checkoutEnvironment(),
    ...database.environment,
    PUBLIC_URL: publicUrl.href,
    PORT: String(port),
    SESSION_SECRET: randomBytes(32).toString('hex'),
    MERCHANT_API_KEY: key,
    MERCHANT_NAME: '山茶咖啡',
  })
  await backend.ready()
  return { publicUrl }
}
