/**
 * `npm run sandbox`: the stand-in WeChat and Paymax without a checkout between them, for pointing another
 * client at. `PAYMAX_PORT`, `WECHAT_PORT` and `WEBHOOK_URL` place them; keys come from the environment as
 * `PAYMAX_SECRET_KEY`, `PAYMAX_APP` and `PAYMAX_PRIVATE_KEY` (the merchant's), or are made.
 */
import { startSandbox } from './sandbox'

const { env } = process
const port = (name: string, otherwise: number) => Number(env[name] ?? otherwise)

const sandbox = await startSandbox({
  paymaxPort: port('PAYMAX_PORT', 8091),
  wechatPort: port('WECHAT_PORT', 8092),
  ...(env['WEBHOOK_URL'] === undefined ? {} : { webhookUrl: env['WEBHOOK_URL'] }),
  paymax: {
    ...(env['PAYMAX_SECRET_KEY'] === undefined ? {} : { secretKey: env['PAYMAX_SECRET_KEY'] }),
    ...(env['PAYMAX_APP'] === undefined ? {} : { app: env['PAYMAX_APP'] }),
    ...(env['PAYMAX_PRIVATE_KEY'] === undefined
      ? {}
      : { merchantPrivateKey: env['PAYMAX_PRIVATE_KEY'] }),
  },
})

for (const [name, value] of Object.entries(sandbox.checkoutEnvironment())) {
  console.log(`export ${name}='${value}'`)
}
console.log(`# payers: ${sandbox.payers.map((payer) => payer.openid).join(' ')}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void sandbox.close().then(() => process.exit(0)))
}
