/** Sends signed queries for a charge that does not exist and for the last one that does. */
import { randomBytes } from 'node:crypto'
import type { Finding } from '../../../config/mistakes/finding'
import { openGateways } from '../../../gateways/open-gateways'
import type { GatewayName } from '../../../payments/core/records'
import type { Context, LastCharges } from '../context/context'
import { silentLog, standingClock } from './silent-log'
import { paymaxKey, paymaxQuery } from './paymax'
import { wechatpayKey, wechatpayQuery } from './wechatpay'
import { callEcho } from './wechatpay-echo'

const judges = {
  paymax: { query: paymaxQuery, key: paymaxKey },
  wechatpay: { query: wechatpayQuery, key: wechatpayKey },
}

export async function checkGateways(context: Context, last: LastCharges): Promise<Finding[]> {
  const { config, now } = context
  const gateways = openGateways(config.gateways, {
    clock: standingClock(now),
    log: silentLog,
    random: randomBytes,
    refused: () => undefined,
    appId: config.wechat.appId,
    clientIpFallback: config.clientIpFallback,
    publicUrl: config.publicUrl,
  })

  async function ask(name: GatewayName): Promise<Finding[]> {
    if (!config.gateways[name]) return []
    const gateway = gateways.all[name]
    const unknown = await gateway.queryCharge(madeUpNumber())
    const wrong = judges[name].query(unknown)
    if (wrong.length > 0) return wrong
    const known = last[name]
    if (known) return judges[name].key(await gateway.queryCharge(known.gatewayId))
    const { wechatpay } = config.gateways
    return name === 'wechatpay' && wechatpay
      ? wechatpayKey(await callEcho(wechatpay, now))
      : judges[name].key(null)
  }

  try {
    return (await Promise.all([ask('paymax'), ask('wechatpay')])).flat()
  } finally {
    await gateways.close()
  }
}

/** A number in the form that both gateways accept. */
const madeUpNumber = () => `doctor${randomBytes(12).toString('hex')}`
