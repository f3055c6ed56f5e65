/** What the last charges show about the configuration. */
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Config } from '../../../config/config'
import { wrong, type Finding } from '../../../config/mistakes/finding'
import type { GatewayName } from '../../../payments/core/records'
import type { LastCharges } from '../context/context'

const parameters = Compile(Type.Object({ appId: Type.String() }))

/** Paymax signs for the AppID that it has on file: with another one the sheet does not open. */
export function otherAppIds(last: LastCharges, { wechat }: Pick<Config, 'wechat'>): Finding[] {
  return Object.values(last).flatMap((charge) => {
    const signedFor = charge?.jsApiParams ? appIdOf(charge.jsApiParams) : null
    // A charge made under another account on purpose shows nothing about this one.
    const ofThisAccount = (charge?.appId ?? wechat.appId) === wechat.appId
    if (signedFor === null || signedFor === wechat.appId || !ofThisAccount) return []
    return [
      wrong(
        'app_id_differs',
        `WECHAT_APP_ID is ${wechat.appId}, but the gateway signs for ${signedFor}: the payment sheet does not open.`,
        'Bind your official account at the gateway: ask Paymax’s staff, or use 微信支付商户平台 “产品中心” → “AppID账号管理”. Or set WECHAT_APP_ID to the account that the gateway has.',
      ),
    ]
  })
}

function appIdOf(json: string): string | null {
  const read: unknown = JSON.parse(json)
  return parameters.Check(read) ? read.appId : null
}

export function neverReceived(
  gateway: GatewayName,
  alone: { readonly payments: number; readonly since: number } | null,
  { publicUrl }: Pick<Config, 'publicUrl'>,
): Finding[] {
  if (!alone) return []
  const address = `${publicUrl.href}api/webhooks/${gateway}`
  return [
    wrong(
      'webhook_never_received',
      `Since ${new Date(alone.since).toISOString()}, ${String(alone.payments)} payments were found by query and no webhook from ${gateway} arrived.`,
      gateway === 'paymax'
        ? `In Paymax’s console, open the app and “webhooks”, and subscribe ${address} to payment results and refund results.`
        : `Allow POST to ${address} in the firewall and the proxy.`,
    ),
  ]
}
