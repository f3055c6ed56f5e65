/** Settings in consoles that no program can read, each with the value that it needs. */
import type { Config } from '../../config/config'
import { look, type Finding } from '../../config/mistakes/finding'

export function manualChecks({ publicUrl, wechat, gateways }: Config): Finding[] {
  const { href, hostname, origin } = publicUrl
  return [
    look(
      'page_domain',
      `公众平台 “设置与开发” → “公众号设置” → “功能设置” → “网页授权域名” is ${hostname}`,
      'Without scheme, port or path; www is another host.',
    ),
    ...(gateways.paymax
      ? [
          look(
            'payment_directory',
            `支付授权目录, which Paymax’s staff sets, is ${origin}/ or ${href}`,
            'Ask Paymax. It ends with /, and case counts.',
          ),
          look(
            'webhook_address',
            `Paymax’s console “webhooks” has ${href}api/webhooks/paymax`,
            'Subscribe results of payments and of refunds.',
          ),
          look(
            'receipt_link',
            `点金计划, where Paymax has you in service-provider mode, has the link ${href}receipt or is off`,
            'Ask Paymax: “商家小票” and “点金计划” are its switches.',
          ),
        ]
      : []),
    ...(gateways.wechatpay
      ? [
          look(
            'payment_directory',
            `微信支付商户平台 “产品中心” → “开发配置” → “支付授权目录” has ${href}`,
            'It ends with /, and case counts; it takes about five minutes to work.',
          ),
          look(
            'app_id_binding',
            `微信支付商户平台 “产品中心” → “AppID账号管理” binds ${wechat.appId} to ${gateways.wechatpay.mchId}`,
            'The administrator of the account has to agree under 公众平台 “微信支付”.',
          ),
        ]
      : []),
  ]
}
