/** Settings in consoles that no program can read, each with the value that it needs. */
import type { Config } from '../../config/config'
import { look, type Finding } from '../../config/mistakes/finding'

export function manualChecks({ publicUrl, wechat, gateways }: Config): Finding[] {
  const { href, hostname, origin } = publicUrl
  return [
    look(
      'page_domain',
      `公众平台 “设置与开发” → “公众号设置” → “功能设置” → “网页授权域名” is ${hostname}`,
      'Enter it without scheme, port or path. A host with www is a different host.',
    ),
    ...(gateways.paymax
      ? [
          look(
            'payment_directory',
            `支付授权目录 at Paymax is ${origin}/ or ${href}`,
            'Only Paymax’s staff can set it: ask them. It must end with / and is case-sensitive.',
          ),
          look(
            'webhook_address',
            `Paymax’s console “webhooks” has ${href}api/webhooks/paymax`,
            'Subscribe this address to payment results and refund results.',
          ),
          look(
            'receipt_link',
            `If Paymax runs you in service-provider mode: 点金计划 is off, or has the link ${href}receipt`,
            'Ask Paymax: only its staff can switch “商家小票” and “点金计划”.',
          ),
        ]
      : []),
    ...(gateways.wechatpay
      ? [
          look(
            'payment_directory',
            `微信支付商户平台 “产品中心” → “开发配置” → “支付授权目录” has ${href}`,
            'It must end with / and is case-sensitive. A change takes effect after about five minutes.',
          ),
          look(
            'app_id_binding',
            `微信支付商户平台 “产品中心” → “AppID账号管理” binds ${wechat.appId} to ${gateways.wechatpay.mchId}`,
            'The administrator of the official account must confirm it at 公众平台 “微信支付”.',
          ),
        ]
      : []),
  ]
}
