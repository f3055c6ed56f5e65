import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../mocks/sandbox/demo/ports'
import { buildBackend, startCheckoutProcess } from './support/checkout-process'
import { freshDatabase } from './support/databases'
import { payOverHttp } from './support/pay-over-http'

const { script } = buildBackend()

const alone = fileURLToPath(new URL('../../mocks/sandbox/main.ts', import.meta.url))
const catalog = fileURLToPath(new URL('../../mocks/sandbox/demo/catalog.json', import.meta.url))

/** `npm run sandbox`, and what it prints for a client's shell. */
async function startAlone(environment: Record<string, string>): Promise<string> {
  const sandbox = spawn(process.execPath, ['--import', 'tsx', alone], {
    env: {
      ...process.env,
      PAYMAX_PORT: '0',
      WECHAT_PORT: '0',
      WECHATPAY_PORT: '0',
      ...environment,
    },
  })
  let said = ''
  sandbox.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const ended = once(sandbox, 'close')
  onTestFinished(async () => {
    sandbox.kill('SIGTERM')
    await ended
  })
  await expect.poll(() => said).toContain('# pay without pages')
  return said
}

test('a backend beside the sandbox is told all it needs, and is paid on the sandbox’s phone', async () => {
  const [phonePort, port] = [await freePort(), await freePort()]
  const said = await startAlone({
    PHONE_PORT: String(phonePort),
    BACKEND_URL: `http://127.0.0.1:${port}`,
  })
  const printed = [...said.matchAll(/^export (\w+)='([^']*)'$/gm)].map(([, name, value]) => [
    name,
    value,
  ])
  const database = await freshDatabase('embedded')
  onTestFinished(database.drop)
  const backend = startCheckoutProcess(script(), {
    ...(Object.fromEntries(printed) as Record<string, string>),
    ...database.environment,
    PORT: String(port),
    SESSION_SECRET: 'a secret of thirty-two bytes or more',
    MERCHANT_API_KEY: 'merchant-key-of-the-tests',
    MERCHANT_NAME: '山茶咖啡',
    CATALOG_FILE: catalog,
    CLIENT_IP_FALLBACK: '203.0.113.7',
  })
  await backend.ready()

  const [, phone] = /^# phone: (\S+)/m.exec(said) ?? []
  expect(await (await fetch(phone ?? '')).text()).toContain('沙箱微信')
  expect(await payOverHttp(new URL(`http://127.0.0.1:${phonePort}/pay/`))).toBe('paid')
})
