/**
 * `npm run sandbox`: the mock WeChat, Paymax and WeChat Pay without a checkout, for testing another client.
 * `PAYMAX_PORT`, `WECHAT_PORT`, `WECHATPAY_PORT` and `WEBHOOK_URL` (Paymax's) set the addresses. Keys come
 * from the environment as `PAYMAX_SECRET_KEY`, `PAYMAX_APP` and `PAYMAX_PRIVATE_KEY` (the merchant's),
 * `WECHATPAY_MCH_ID`, `WECHATPAY_API_V3_KEY`, `WECHATPAY_CERTIFICATE_SERIAL` and `WECHATPAY_PRIVATE_KEY`, or
 * are generated. The phone for paying is at `PHONE_PORT`, in front of a backend at `BACKEND_URL`.
 */
import { freePortOr } from './demo/ports'
import { startSandbox } from './sandbox'

const { env } = process
/** The variables that are set, under these names. */
function given<Key extends string>(names: Record<Key, string>): Partial<Record<Key, string>> {
  const entries = Object.entries<string>(names).map(([key, name]) => [key, env[name]])
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Partial<
    Record<Key, string>
  >
}
const port = (name: string, otherwise: number) => Number(env[name] ?? otherwise)

const phonePort = port('PHONE_PORT', await freePortOr(8090))
const backendUrl = env['BACKEND_URL'] ?? 'http://127.0.0.1:8787'
const publicUrl = `http://127.0.0.1:${phonePort}/pay/`

const sandbox = await startSandbox({
  paymaxPort: port('PAYMAX_PORT', 8091),
  wechatPort: port('WECHAT_PORT', 8092),
  phonePort,
  checkout: { publicUrl, backendUrl },
  menu: [{ title: '自助付款', path: 'api/oauth/authorize?to=checkout' }],
  ...(env['WEBHOOK_URL'] === undefined ? {} : { webhookUrl: env['WEBHOOK_URL'] }),
  paymax: given({
    secretKey: 'PAYMAX_SECRET_KEY',
    app: 'PAYMAX_APP',
    merchantPrivateKey: 'PAYMAX_PRIVATE_KEY',
  }),
  wechatpayPort: port('WECHATPAY_PORT', 8093),
  wechatpay: given({
    mchid: 'WECHATPAY_MCH_ID',
    apiV3Key: 'WECHATPAY_API_V3_KEY',
    serial: 'WECHATPAY_CERTIFICATE_SERIAL',
    merchantPrivateKey: 'WECHATPAY_PRIVATE_KEY',
  }),
})
// Another client's pages may be anywhere.
sandbox.wechat.authorisedHost = null

const told = {
  ...sandbox.checkoutEnvironment(),
  ...sandbox.wechatpayEnvironment(),
  ...sandbox.shopEnvironment(),
}
for (const [name, value] of Object.entries(told)) {
  console.log(`export ${name}='${value}'`)
}
console.log(`# payers: ${sandbox.payers.map((payer) => payer.openid).join(' ')}
# phone: http://127.0.0.1:${phonePort}/ shows ${publicUrl}, answered by a backend at ${backendUrl}; the PIN is 123456
# pay without pages: curl http://127.0.0.1:${phonePort}/__sandbox/pay -d '{"prepayId":"…","pin":"123456"}'`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void sandbox.close().then(() => process.exit(0)))
}
