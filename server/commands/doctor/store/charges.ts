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
        `WECHAT_APP_ID is ${wechat.appId}, and the gateway signs for ${signedFor}: the pay sheet does not open.`,
        'Have the gateway bind your official account: Paymax’s staff, or 微信支付商户平台 “产品中心” → “AppID账号管理”; or set WECHAT_APP_ID to the one that it has.',
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
      `Since ${new Date(alone.since).toISOString()} ${String(alone.payments)} payments were found by query, and no webhook of ${gateway} came.`,
      gateway === 'paymax'
        ? `Paymax’s console, the app, “webhooks”: subscribe results of payments and of refunds to ${address}`
        : `Let ${address} through the firewall and the proxy.`,
    ),
  ]
}
