/** The format of Paymax’s two identifiers. */
import { wrong, type Finding } from './finding'
import type { ConfigInput } from './input'

export function mistakesInPaymaxForms({ config }: ConfigInput): Finding[] {
  const paymax = config?.gateways.paymax
  if (!paymax) return []
  return [
    ...(paymax.app.startsWith('app_')
      ? []
      : [
          wrong(
            'paymax_app_form',
            'PAYMAX_APP does not look like the key of an app: app_….',
            'Copy the key of the app in “应用列表” of Paymax’s console.',
          ),
        ]),
    ...(/^(app_|ch_|-----)/.test(paymax.secretKey)
      ? [
          wrong(
            'paymax_secret_key_form',
            'PAYMAX_SECRET_KEY does not look like a secret key.',
            'Copy “Live Secret Key” of “个人中心” → “基本信息” → “开发信息” of Paymax’s console.',
          ),
        ]
      : []),
  ]
}
