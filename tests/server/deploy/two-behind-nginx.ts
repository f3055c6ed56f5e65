/** Two processes of the production build on one PostgreSQL, behind the nginx that is shipped. */
import { randomBytes } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { startSandbox, type Sandbox } from '../../../mocks/sandbox/sandbox'
import type { Charge } from '../../../server/contract/charges'
import type { Payment } from '../../../server/contract/payment'
import { startCheckoutProcess } from '../support/checkout-process'
import { freshDatabase } from '../support/databases'
import { createMerchant } from '../support/merchant'
import { startNginx } from '../support/nginx'
import { createPhone } from '../support/phone'

const PUBLIC_URL = 'https://pay.example.com/pay/'
const MERCHANT_API_KEY = randomBytes(24).toString('hex')
const limits = ['payer', 'key', 'address', 'authorize', 'landing']

/** @param script the built backend */
export async function twoBehindNginx(script: string) {
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
    const child = startCheckoutProcess(script, { ...environment, PORT: port })
    await child.ready()
    return child
  }
  return { nginx, base, sandbox, start, merchant: createMerchant(base, MERCHANT_API_KEY) }
}

/** A whole payment, each step over nginx. @returns what the page reads in the end */
export async function pay(base: URL, sandbox: Sandbox, orderNo: string): Promise<string> {
  const placed = await createMerchant(base, MERCHANT_API_KEY).place({ orderNo })
  if (placed.status > 201) return `order: ${placed.status}`
  const { orderId } = placed.body
  const phone = createPhone(base, new URL(PUBLIC_URL))
  await phone.signedIn(`checkout?order=${orderId}`)
  const { status, body } = await phone.post<Charge>(`api/orders/${orderId}/charges`, {})
  if (status !== 201) return `charge: ${status} ${JSON.stringify(body)}`
  const prepay = body.jsApiParams.package.replace('prepay_id=', '')
  sandbox.paymax.payByPrepay(prepay, sandbox.wechat.holder.openid)
  return (await phone.get<Payment>(`api/orders/${orderId}/payment?wait=25`)).body.status
}
