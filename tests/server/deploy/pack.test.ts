/** What a merchant copies to a server is small, and starts by itself. */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { startSandbox } from '../../../mocks/sandbox/sandbox'
import { buildBackend, startCheckoutProcess } from '../support/checkout-process'

const project = fileURLToPath(new URL('../../../', import.meta.url))
const { script } = buildBackend()

/** In bytes, of all files in a folder. */
function sizeOf(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
}

const pack = (...args: string[]) =>
  promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', join(project, 'deploy/pack.ts'), ...args],
    { cwd: project },
  )

const packageIn = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Readonly<
    Record<string, unknown>
  >

test('npm run pack gives less than 45 MB, which start by themselves', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'checkout-packed-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const to = join(folder, 'app')
  const built = join(script(), '../..')
  // As `npm run build` leaves it there for who serves the pages from the disk.
  mkdirSync(join(built, 'nginx'))
  writeFileSync(join(built, 'nginx/page.conf'), '# headers')
  // As a backend that was started there leaves it.
  mkdirSync(join(built, 'server/.compiled'))
  // An empty folder is as good as none.
  mkdirSync(to)
  await pack(to, built)
  const size = sizeOf(to) / 1e6
  process.stdout.write(`packed: ${size.toFixed(1)} MB\n`)
  expect(size).toBeLessThan(45)
  // The build holds all others.
  const dependencies = Object.keys(packageIn(project)['dependencies'] ?? {})
  const copied = readdirSync(join(to, 'node_modules'))
  expect(copied.filter((name) => dependencies.includes(name))).toEqual(['libsql'])
  expect(readdirSync(to).sort()).toEqual(['LICENSE', 'dist', 'node_modules', 'package.json'])
  expect(readdirSync(join(to, 'dist')).sort()).toEqual(['client', 'nginx', 'server'])
  for (const file of ['dist/nginx/page.conf', 'dist/client/index.html']) {
    expect(existsSync(join(to, file)), file).toBe(true)
  }
  const { version, engines } = packageIn(project)
  expect(packageIn(to)).toEqual({
    name: 'paymax-checkout',
    version,
    private: true,
    type: 'module',
    engines,
  })
  expect(existsSync(join(to, 'dist/server/.compiled'))).toBe(false)
  // Native parts for this system, and for no other.
  const native = readdirSync(to, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.node'),
  )
  const here = `${process.platform}-${process.arch}`
  expect(native.filter((name) => !name.includes(here))).toEqual([])
  // One of each package: of two C libraries it is this one's.
  expect(native.map((name) => name.split(/[\\/]/)[1]).sort()).toEqual(['@libsql', 'sodium-native'])
  // What is there already may be running.
  await expect(pack(to, built)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('is not empty') as string,
  })

  // Where no other packages are found, however far up it is looked.
  const elsewhere = mkdtempSync(join(tmpdir(), 'checkout-elsewhere-'))
  onTestFinished(() => rmSync(elsewhere, { recursive: true }))
  cpSync(to, elsewhere, { recursive: true })
  const sandbox = await startSandbox({ webhookSpeed: 0 })
  onTestFinished(sandbox.close)
  const port = await freePort()
  const checkout = startCheckoutProcess(join(elsewhere, 'dist/server/main.js'), {
    ...sandbox.checkoutEnvironment(),
    PUBLIC_URL: `http://127.0.0.1:${port}/pay/`,
    PORT: String(port),
    DATA_DIR: join(elsewhere, 'data'),
    SESSION_SECRET: randomBytes(32).toString('hex'),
    MERCHANT_API_KEY: randomBytes(24).toString('hex'),
    MERCHANT_NAME: '山茶咖啡',
  })
  await checkout.ready()
  expect((await fetch(`http://127.0.0.1:${port}/pay/api/readyz`)).status).toBe(200)
  expect((await fetch(`http://127.0.0.1:${port}/pay/checkout`)).status).toBe(200)
})

test('npm run pack makes nothing where nothing is built, or no folder is said', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'checkout-packed-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const [to, unbuilt] = [join(folder, 'app'), join(folder, 'dist')]
  await expect(pack(to, unbuilt)).rejects.toMatchObject({
    code: 1,
    stderr: 'Run "npm run build" first.\n',
  })
  expect(existsSync(to)).toBe(false)
  await expect(pack()).rejects.toMatchObject({
    code: 1,
    stderr: 'The target folder is missing: npm run pack -- FOLDER\n',
  })
})
