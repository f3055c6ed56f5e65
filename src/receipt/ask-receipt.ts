import { isReceipt } from '@/platform/answers'
import { parse } from '@/platform/parse'
import type { Send } from '@/platform/send'
import type { Receipt } from '../../server/contract/receipts'

/** What our backend knows of a number; `silent` where it could not be asked. */
export type Answer = Receipt | 'unknown' | 'silent'

/** Asks the backend what may be shown of the payment with this number. */
export async function askFor(send: Send, number: string): Promise<Answer> {
  const reply = await send({
    method: 'GET',
    url: `api/receipts?out_trade_no=${encodeURIComponent(number)}`,
    body: null,
    headers: {},
    timeout: 8000,
  })
  if (typeof reply === 'string') return 'silent'
  if (reply.status === 200) return readReceipt(reply.body) ?? 'silent'
  return reply.status === 404 || reply.status === 400 ? 'unknown' : 'silent'
}

/** A captive portal may answer in the backend's place. */
function readReceipt(body: string): Receipt | null {
  const read = parse(body)
  return isReceipt(read) ? read : null
}
