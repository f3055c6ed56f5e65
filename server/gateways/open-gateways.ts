/** Opens the configured gateways; the others answer nothing. */
import type { GatewayName } from '../payments/core/records'
import type { Gateway } from '../payments/core/gateway'
import type { Clock, Log } from '../payments/core/deps'
import type { Gateways } from '../config/gateways'
import type { WechatpayConfig } from '../config/wechatpay'
import type { PaymaxConfig } from '../config/paymax'
import type { Counter } from '../runtime/metrics/counter'
import type { Histogram } from '../runtime/metrics/histogram'
import { unconfiguredGateway } from './unconfigured-gateway'
import { countCalls } from './count-calls'
import { prepareCut } from '../runtime/cut-text'
import { createPaymaxGateway } from './paymax/gateway'
import { paymaxCapabilities } from './paymax/capabilities'
import type { WebhookRefusal } from './wechatpay/webhook'
import { createWechatpayGateway, type WechatpayOptions } from './wechatpay/gateway'
import { wechatpayCapabilities } from './wechatpay/capabilities'
import { readCertificate } from './wechatpay/connection/platform-certificate'

export interface GatewaySeams extends Pick<WechatpayOptions, 'random'> {
  readonly clock: Clock
  /** Called for each webhook that is refused, with the first check that failed. */
  readonly refused: (gateway: GatewayName, why: WebhookRefusal) => void
  readonly log: Log
  /** The official account. */
  readonly appId: string
  /** IPv4 */
  readonly clientIpFallback: string
  /** The authorised payment directory. */
  readonly publicUrl: URL
}

export interface OpenGateways {
  readonly all: Readonly<Record<GatewayName, Gateway>>
  /** Metrics of the calls. */
  readonly counter: Counter
  readonly histogram: Histogram
  /** Loads what the first call needs, and starts fetching the keys that answers are verified with. */
  prepare(): Promise<void>
  /** Lets calls under way finish, then closes the connections. */
  close(): Promise<void>
}

export function openGateways(config: Gateways, seams: GatewaySeams): OpenGateways {
  const paymax = config.paymax && openPaymax(config.paymax, seams)
  const wechatpay = config.wechatpay && openWechatpay(config.wechatpay, seams)
  const open = [paymax, wechatpay].filter((one) => one !== null)
  const { counter, histogram, counted } = countCalls()
  return {
    all: {
      paymax: paymax ? counted('paymax', paymax) : unconfiguredGateway(paymaxCapabilities),
      wechatpay: wechatpay
        ? counted('wechatpay', wechatpay)
        : unconfiguredGateway(wechatpayCapabilities),
    },
    counter,
    histogram,
    async prepare() {
      wechatpay?.start()
      prepareCut()
      await Promise.all(open.map((one) => one.prepare()))
    },
    async close() {
      await Promise.all(open.map((one) => one.close()))
    },
  }
}

function openPaymax(config: PaymaxConfig, seams: GatewaySeams) {
  const { clock, clientIpFallback } = seams
  const refused = (why: WebhookRefusal) => seams.refused('paymax', why)
  return createPaymaxGateway({ ...config, clientIpFallback, refused, now: () => clock.now() })
}

function openWechatpay(config: WechatpayConfig, seams: GatewaySeams) {
  const certificates = config.certificates.map(readCertificate).filter((one) => one !== null)
  const notifyUrl = new URL('api/webhooks/wechatpay', seams.publicUrl).href
  const refused = (why: WebhookRefusal) => seams.refused('wechatpay', why)
  return createWechatpayGateway({ ...config, ...seams, refused, certificates, notifyUrl })
}
