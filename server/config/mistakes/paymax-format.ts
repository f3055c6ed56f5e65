/** The format of Paymax’s two identifiers. */
import { wrong, type Finding } from './finding'
import type { ConfigInput } from './config-input'

export function mistakesInPaymaxForms({ config }: ConfigInput): Finding[] {
  const paymax = config?.gateways.paymax
  if (!paymax) return []
  return [
    ...(paymax.app.startsWith('app_')
      ? []
      : [
          wrong(
            'paymax_app_form',
            'PAYMAX_APP is not the key of an app, which begins with app_.',
            'Copy the key of the app from “应用列表” in Paymax’s console.',
          ),
        ]),
    ...(/^(app_|ch_|-----)/.test(paymax.secretKey)
      ? [
          wrong(
            'paymax_secret_key_form',
            'PAYMAX_SECRET_KEY is not a secret key.',
            'Copy “Live Secret Key” from “个人中心” → “基本信息” → “开发信息” in Paymax’s console.',
          ),
        ]
      : []),
  ]
}
