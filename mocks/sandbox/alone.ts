/**
 * `npm run sandbox`: the stand-in WeChat and Paymax without a checkout between them, for pointing another
 * client at. `PAYMAX_PORT`, `WECHAT_PORT` and `WEBHOOK_URL` place them; keys come from the environment as
 * `PAYMAX_SECRET_KEY`, `PAYMAX_APP` and `PAYMAX_PRIVATE_KEY` (the merchant's), or are made. The phone on
 * which is paid stands at `PHONE_PORT`, in front of a backend at `BACKEND_URL`.
 */
import { freePortOr } from './demo/ports'
import { startSandbox } from './sandbox'

const { env } = process
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
  paymax: {
    ...(env['PAYMAX_SECRET_KEY'] === undefined ? {} : { secretKey: env['PAYMAX_SECRET_KEY'] }),
    ...(env['PAYMAX_APP'] === undefined ? {} : { app: env['PAYMAX_APP'] }),
    ...(env['PAYMAX_PRIVATE_KEY'] === undefined
      ? {}
      : { merchantPrivateKey: env['PAYMAX_PRIVATE_KEY'] }),
  },
})
// Another client's pages may stand anywhere.
sandbox.wechat.authorisedHost = null

for (const [name, value] of Object.entries(sandbox.checkoutEnvironment())) {
  console.log(`export ${name}='${value}'`)
}
console.log(`# payers: ${sandbox.payers.map((payer) => payer.openid).join(' ')}
# phone: http://127.0.0.1:${phonePort}/ shows ${publicUrl}, answered by a backend at ${backendUrl}; the PIN is 123456
# pay without pages: curl http://127.0.0.1:${phonePort}/__sandbox/pay -d '{"prepayId":"…","pin":"123456"}'`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void sandbox.close().then(() => process.exit(0)))
}
