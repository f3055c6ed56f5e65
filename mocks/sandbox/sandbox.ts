import { createClock } from './clock'
import { createFaults } from './faults'
import type { Faults } from './faults'
import { createMessages } from './messages'
import type { Messages } from './messages'
import type { SandboxOptions } from './options'
import { keyPairFor, keyPairFrom } from './keys'
import { startPaymax } from './paymax/paymax'
import type { Paymax } from './paymax/paymax'
import { randomHex } from './random'
import { environmentOf } from './wechatpay/environment'
import { openAccount } from './wechatpay/open-account'
import { startWeChatPay } from './wechatpay/wechatpay'
import type { WeChatPay } from './wechatpay/wechatpay'
import { sandboxNotifySecret } from './shop/secret'
import { startPhone } from './phone/phone'
import type { Phone } from './phone/phone'
import { paymaxTill, wechatpayTill } from './phone/payable-gateway'
import { createPayers } from './wechat/payers'
import type { Payer } from './wechat/payers'
import { startWeChat } from './wechat/wechat'
import type { WeChat } from './wechat/wechat'

export interface Sandbox {
  wechat: WeChat
  paymax: Paymax
  wechatpay: WeChatPay
  phone: Phone | null
  payers: Payer[]
  faults: Faults
  messages: Messages
  /** The backend's variables for WeChat and Paymax. */
  checkoutEnvironment: () => Record<string, string>
  /** Additional variables for WeChat Pay. */
  wechatpayEnvironment: () => Record<string, string>
  /** Variables for notifications to the sandbox's shop; empty without one. */
  shopEnvironment: () => Record<string, string>
  close: () => Promise<void>
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const host = options.host ?? '127.0.0.1'
  const clock = createClock(options.now)
  const faults = createFaults()
  const messages = createMessages(clock.now)
  const payers = options.payers ?? createPayers()
  const [holder] = payers
  if (!holder) throw new Error('Nobody holds the phone')
  const appId = 'wx5a7d0c1e9b3f2468'
  const appSecret = randomHex(32)

  const wechatDesk = {
    appId,
    appSecret,
    clock,
    faults,
    messages,
    payers,
    holder,
    authorisedHost: options.checkout ? new URL(options.checkout.publicUrl).host : null,
    accountName: options.merchantName ?? '山茶咖啡',
  }
  const closings: (() => Promise<unknown>)[] = []
  async function close(): Promise<void> {
    clock.stop()
    await Promise.all(closings.map((stop) => stop()))
  }
  /** If one port is taken, the others are closed again. */
  async function started<T extends { close: () => Promise<void> }>(starting: Promise<T>) {
    try {
      const part = await starting
      closings.push(part.close)
      return part
    } catch (error) {
      await close()
      throw error
    }
  }
  const wechat = await started(startWeChat(wechatDesk, host, options.wechatPort ?? 0))

  const { merchantPrivateKey, paymaxPrivateKey } = options.paymax ?? {}
  const openids = new Set(payers.flatMap((payer) => [payer.openid, payer.virtualOpenid]))
  const account = {
    app: options.paymax?.app ?? `app_${randomHex(32)}`,
    secretKey: options.paymax?.secretKey ?? randomHex(32),
    merchant: merchantPrivateKey ? keyPairFrom(merchantPrivateKey) : keyPairFor('merchant'),
    paymax: paymaxPrivateKey ? keyPairFrom(paymaxPrivateKey) : keyPairFor('paymax'),
    wechat: { appId, apiKey: randomHex(32) },
    knowsOpenid: (openid: string) => openids.has(openid),
  }
  const paymax = await started(
    startPaymax({
      account,
      clock,
      faults,
      messages,
      host,
      port: options.paymaxPort ?? 0,
      speed: options.webhookSpeed ?? 1,
      refundDelay: options.paymax?.refundDelay ?? 2000,
    }),
  )
  paymax.webhookTarget = options.webhookUrl ?? null
  const wechatpay = await started(
    startWeChatPay({
      account: openAccount(
        options.wechatpay ?? {},
        { appid: appId, knowsOpenid: account.knowsOpenid },
        clock.now,
      ),
      clock,
      faults,
      messages,
      host,
      port: options.wechatpayPort ?? 0,
      speed: options.webhookSpeed ?? 1,
      refundDelay: options.wechatpay?.refundDelay ?? 2000,
    }),
  )
  wechatpay.noticeTarget = options.noticeUrl ?? null

  const { checkout, phonePort, notifySecret = sandboxNotifySecret } = options
  const phone =
    checkout && phonePort !== undefined
      ? await started(
          startPhone(
            {
              ...checkout,
              host,
              port: phonePort,
              menu: options.menu ?? [],
              merchantName: wechatDesk.accountName,
              notifySecrets: notifySecret.split(',').map((one) => one.trim()),
            },
            {
              faults,
              messages,
              paymax,
              wechatpay,
              wechat,
              payers,
              hasShop: checkout.merchantKey !== undefined,
              gatewaySwitch: options.gatewaySwitch ?? null,
            },
            wechatDesk,
            {
              appId,
              directory: new URL('.', checkout.publicUrl).href,
              faults,
              paymax: paymaxTill(paymax, account.wechat.apiKey),
              wechatpay: wechatpayTill(wechatpay),
            },
          ),
        )
      : null

  return {
    wechat,
    paymax,
    wechatpay,
    phone,
    payers,
    faults,
    messages,
    checkoutEnvironment: () => ({
      WECHAT_APP_ID: appId,
      WECHAT_APP_SECRET: appSecret,
      WECHAT_OPEN_URL: wechat.openUrl,
      WECHAT_API_URL: wechat.apiUrl,
      PAYMAX_BASE_URL: paymax.baseUrl,
      PAYMAX_SECRET_KEY: account.secretKey,
      PAYMAX_APP: account.app,
      PAYMAX_PRIVATE_KEY: account.merchant.privateKey,
      PAYMAX_PUBLIC_KEY: account.paymax.publicKey,
      ...(options.checkout ? { PUBLIC_URL: options.checkout.publicUrl } : {}),
    }),
    wechatpayEnvironment: () => environmentOf(wechatpay.account, wechatpay.baseUrl),
    shopEnvironment: () => ({
      ...(phone && {
        NOTIFY_URL: `${phone.shop.url}notifications`,
        NOTIFY_SECRET: notifySecret,
        NOTIFY_ALLOW_PRIVATE: '127.0.0.0/8',
      }),
    }),
    close,
  }
}
