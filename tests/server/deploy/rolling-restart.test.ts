/**
 * Two processes behind the nginx that is shipped are restarted in turn while people pay: not one request fails.
 * More payments: `ROLLING_PAYMENTS=1000 npx vitest run --project server tests/server/deploy/rolling-restart.test.ts`.
 */
import { randomBytes } from 'node:crypto'
import { Agent, setGlobalDispatcher } from 'undici'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { startSandbox, type Sandbox } from '../../../mocks/sandbox/sandbox'
import type { Charge } from '../../../server/contract/charges'
import type { Payment } from '../../../server/contract/payment'
import { buildBackend, startCheckoutProcess } from '../support/checkout-process'
import { freshDatabase } from '../support/databases'
import { createMerchant } from '../support/merchant'
import { leftOut, startNginx } from '../support/nginx'
import { createPhone } from '../support/phone'

// The certificate is the test's own.
setGlobalDispatcher(new Agent({ connect: { rejectUnauthorized: false } }))

const built = buildBackend()
const payments = Number(process.env['ROLLING_PAYMENTS'] ?? 200)
const atOnce = 6
const PUBLIC_URL = 'https://pay.example.com/pay/'
const MERCHANT_API_KEY = randomBytes(24).toString('hex')
const limits = ['payer', 'key', 'address', 'authorize', 'landing']

async function surroundings() {
  const ports = [await freePort(), await freePort()]
  const nginx = await startNginx(ports)
  const database = await freshDatabase('postgres')
  const base = new URL('/pay/', nginx.https)
  const sandbox = await startSandbox({
    webhookUrl: new URL('api/webhooks/paymax', base).href,
    webhookSpeed: 60,
    checkout: { publicUrl: PUBLIC_URL, backendUrl: nginx.https },
  })
  onTestFinished(async () => {
    await nginx.stop()
    await sandbox.close()
    await database.drop()
  })
  const environment = {
    ...sandbox.checkoutEnvironment(),
    ...database.environment,
    PUBLIC_URL,
    MERCHANT_API_KEY,
    SESSION_SECRET: randomBytes(32).toString('hex'),
    MERCHANT_NAME: '山茶咖啡',
    TRUST_PROXY: 'loopback',
    LIMITS: limits.map((name) => `${name}=1000000`).join(','),
    // Twice the three seconds for which nginx keeps what is idle: a busy machine is late.
    DRAIN: '6',
  }
  const start = async (index: number) => {
    const port = String(ports[index] ?? 0)
    const child = startCheckoutProcess(built.script(), { ...environment, PORT: port })
    await child.ready()
    return child
  }
  return { nginx, base, sandbox, start }
}

/** A whole payment, each step over nginx. @returns what the page reads in the end */
async function pay(base: URL, sandbox: Sandbox, orderNo: string): Promise<string> {
  const { orderId } = await createMerchant(base, MERCHANT_API_KEY).placed({ orderNo })
  const phone = createPhone(base, new URL(PUBLIC_URL))
  await phone.signedIn(`checkout?order=${orderId}`)
  const { status, body } = await phone.post<Charge>(`api/orders/${orderId}/charges`, {})
  if (status !== 201) return `charge: ${status} ${JSON.stringify(body)}`
  const prepay = body.jsApiParams.package.replace('prepay_id=', '')
  sandbox.paymax.payByPrepay(prepay, sandbox.wechat.holder.openid)
  return (await phone.get<Payment>(`api/orders/${orderId}/payment?wait=25`)).body.status
}

describe.skipIf(leftOut)(`a rolling restart${leftOut ?? ''}`, { timeout: 600_000 }, () => {
  test('fails no request and loses no payment', async () => {
    const { nginx, base, sandbox, start } = await surroundings()
    const running = [await start(0), await start(1)]
    const [outcomes, rounds] = [new Map<string, number>(), { whole: 0 }]
    let begun = 0

    async function payOn(): Promise<void> {
      while (begun < payments || rounds.whole === 0) {
        begun += 1
        const outcome = await pay(base, sandbox, `R${begun}`).catch((error: unknown) =>
          String(error),
        )
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      }
    }
    async function restartInTurn(): Promise<void> {
      while (begun < payments || rounds.whole === 0) {
        for (const index of running.keys()) {
          running[index]?.process.kill('SIGTERM')
          expect(await running[index]?.ended).toBe(0)
          running[index] = await start(index)
        }
        rounds.whole += 1
      }
    }
    await Promise.all([restartInTurn(), ...Array.from({ length: atOnce }, payOn)])

    const requests = (await nginx.accessLog())
      .trim()
      .split('\n')
      .filter((line) => !line.includes('GET / '))
    const failed = requests.filter((line) => !/ [23]\d\d \d+ [\d.]+ /.test(line))
    process.stdout.write(
      `${begun} payments, ${requests.length} requests, ${rounds.whole} rounds of restarts, ${failed.length} failed\n`,
    )
    expect(Object.fromEntries(outcomes)).toEqual({ paid: begun })
    expect(failed).toEqual([])
  })
})
