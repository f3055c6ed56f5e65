/** The source of each configured gateway's statements. */
import type { GatewayName } from '../payments/core/records'
import type { Gateways } from '../config/gateways'
import type { WechatpayConfig } from '../config/wechatpay'
import type { StatementSource } from '../reconciliation/statement'
import { createPaymaxStatements } from './paymax/statement'
import { createWechatpayStatements } from './wechatpay/bills/statement'
import { readCertificate } from './wechatpay/connection/platform-certificate'

export interface OpenStatements extends StatementSource {
  readonly gateway: GatewayName
  /** The gateway's name for people. */
  readonly title: string
  close(): Promise<void>
}

/** The gateway for new charges comes first. */
export function openStatements(config: Gateways, now: () => number): OpenStatements[] {
  const { paymax, wechatpay, current } = config
  const open: OpenStatements[] = []
  if (paymax) {
    const source = createPaymaxStatements({ ...paymax, now })
    open.push({ ...source, gateway: 'paymax', title: 'Paymax' })
  }
  if (wechatpay) {
    open.push({ ...ofWechatpay(wechatpay, now), gateway: 'wechatpay', title: 'WeChat Pay' })
  }
  return open.sort((a, b) => Number(b.gateway === current) - Number(a.gateway === current))
}

function ofWechatpay(config: WechatpayConfig, now: () => number) {
  const certificates = config.certificates.map(readCertificate).filter((one) => one !== null)
  return createWechatpayStatements({ ...config, certificates, now })
}
