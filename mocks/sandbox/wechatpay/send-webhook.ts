import type { Messages } from '../messages'
import { pretty } from '../messages'
import type { Desk, Voucher } from './account'
import { voucherFor } from './account'
import { deliver } from '../deliver'
import type { DeliveryAnswer, DeliveryTarget } from '../deliver'
import { aboutNotice } from './explain'
import type { Notice } from './webhook'
import { paymentName } from './payment-name'
import { vouch } from './sign-answer'
import type { Vouching } from './sign-answer'

const json = { 'Content-Type': 'application/json' }
/** In ms: WeChat Pay's time-out. */
const patience = 5_000

function voucher({ account, faults }: Desk): Voucher {
  const byCertificate = faults.get().wxpay_notices_by_certificate
  return voucherFor(account, byCertificate ? '' : (account.publicKey?.id ?? ''))
}

function vouchFor(desk: Desk, notice: Notice): Vouching {
  const fault = desk.faults.get().wxpay_notices
  // A probe comes once; the genuine one follows.
  const bend = fault === 'probe' && notice.tries.length > 0 ? '' : fault
  return vouch(voucher(desk), Buffer.from(notice.body), desk.clock.now(), bend)
}

/** The encrypted text as sent, and below it the decrypted one. */
function shown({ body, plain }: Notice): string {
  return `${pretty(body)}\n\n// resource ⟶ AES-256-GCM\n${pretty(JSON.stringify(plain))}`
}

/**
 * Sends it once, now.
 * @param target instead of the address that the order was made with
 * @returns whether it was acknowledged
 */
export async function sendNotice(
  desk: Desk,
  messages: Messages,
  notice: Notice,
  target: DeliveryTarget | null,
  signal: AbortSignal,
): Promise<boolean> {
  const at = desk.clock.now()
  const vouching = vouchFor(desk, notice)
  const answer = await attempt(desk, notice, target, vouching.headers, signal)
  const status = typeof answer === 'string' ? null : answer.status
  notice.tries.push({ at, status })
  messages.add({
    payment: paymentName(notice.order),
    from: 'wechatpay',
    to: 'checkout',
    method: 'POST',
    path: new URL(notice.url).pathname,
    status,
    request: shown(notice),
    response: typeof answer === 'string' ? answer : answer.body,
    signed: vouching.text,
    signatureHolds: vouching.holds,
    about: aboutNotice,
  })
  return status === 200 || status === 204
}

/** @returns why there is no answer, otherwise the answer */
async function attempt(
  desk: Desk,
  { body, url }: Notice,
  target: DeliveryTarget | null,
  vouching: Record<string, string>,
  signal: AbortSignal,
): Promise<DeliveryAnswer | string> {
  if (desk.faults.get().wxpay_notices === 'lost') return 'lost on the way'
  try {
    return await deliver(
      target ?? url,
      { body, headers: { ...json, ...vouching }, patience },
      signal,
    )
  } catch (error) {
    return error instanceof Error ? error.message : 'no answer'
  }
}
