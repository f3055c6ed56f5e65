/** WeChat Pay's own call for testing signatures: it returns what was sent, signed. It moves no money. */
import { openConnection } from '../../../gateways/wechatpay/connection/open-connection'
import { send } from '../../../gateways/wechatpay/connection/transport'
import type { WechatpayConfig } from '../../../config/wechatpay'
import { readCertificate } from '../../../gateways/wechatpay/connection/platform-certificate'
import { silentLog, standingClock } from './silent-log'

/** In ms. */
const patience = 4_000

/** Whether an answer verified; `silent` also where this account may not call it. */
export type Echo =
  | { readonly outcome: 'answered' | 'silent' }
  | { readonly outcome: 'untrusted'; readonly failure: { readonly code: string } }

export async function callEcho(config: WechatpayConfig, now: () => number): Promise<Echo> {
  const certificates = config.certificates.map(readCertificate).filter((one) => one !== null)
  const options = { ...config, certificates, clock: standingClock(now), log: silentLog }
  const { connection, close } = openConnection(options, patience)
  try {
    const body = JSON.stringify({ echo_message: 'doctor' })
    const signal = AbortSignal.timeout(patience)
    const reply = await send(connection, {
      method: 'POST',
      path: '/v3/security/echo',
      body,
      signal,
    })
    if (reply.kind === 'untrusted') return { outcome: 'untrusted', failure: reply.failure }
    return { outcome: reply.kind === 'answer' ? 'answered' : 'silent' }
  } finally {
    await close()
  }
}
