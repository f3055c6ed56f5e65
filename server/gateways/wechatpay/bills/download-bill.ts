/** A day's trade bill: asked for, downloaded at once, checked against the signed hash. */
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, type ZlibOptions } from 'node:zlib'
import type { GatewayFailure } from '../../../payments/core/gateway-reports'
import { readBillLocation, type BillLocation } from './bill-location'
import { readBill, type BillRow, type BillSums } from './bill-columns'
import { exchange, send, untrusted, type Connection, type NoAnswer } from '../connection/transport'

/** @param day `2026-11-29`, in Beijing */
export const billPath = (day: string) =>
  `/v3/bill/tradebill?bill_date=${day}&bill_type=ALL&tar_type=GZIP`

/** In bytes. A line is about 400 bytes. */
const MAX_BYTES = 64 * 1024 * 1024

/**
 * `nothing`: WeChat Pay says that nothing moved that day, which it also says before the bill exists (from
 * 10:00 Beijing time of the next day). `not_yet`: the bill is being created.
 */
export type BillOutcome =
  | { readonly outcome: 'answered'; readonly rows: readonly BillRow[]; readonly sums: BillSums }
  | { readonly outcome: 'nothing' | 'not_yet' }
  | { readonly outcome: 'refused'; readonly failure: GatewayFailure }

/** @param day `2026-11-29`; complete once it is past 10:00 of the next day */
export async function billOf(
  connection: Connection,
  day: { readonly name: string; readonly end: number },
  signal: AbortSignal,
): Promise<BillOutcome> {
  const reply = await send(connection, { method: 'GET', path: billPath(day.name), signal })
  if (reply.kind === 'failure')
    return withoutBill(reply.failure, connection.now() >= day.end + MADE_BY)
  if (reply.kind !== 'answer') return { outcome: 'refused', failure: reply.failure }
  const place = readBillLocation(reply.body)
  if (!place)
    return { outcome: 'refused', failure: unreadable('Where the bill is cannot be read.') }
  const text = await download(connection, place, signal)
  if (!Buffer.isBuffer(text)) return { outcome: 'refused', failure: text.failure }
  const bill = readBill(text)
  return 'unreadable' in bill
    ? { outcome: 'refused', failure: unreadable(bill.unreadable) }
    : { outcome: 'answered', ...bill }
}

/** In ms after midnight: bills exist by 10:00. */
const MADE_BY = 10 * 3_600_000

function withoutBill(
  { code, message }: { readonly code: string; readonly message: string },
  isMade: boolean,
): BillOutcome {
  const plain = code.replaceAll('_', '')
  if (plain === 'STATEMENTCREATING') return { outcome: 'not_yet' }
  if (plain === 'NOSTATEMENTEXIST') return { outcome: isMade ? 'nothing' : 'not_yet' }
  return { outcome: 'refused', failure: { reason: 'refused', code, message } }
}

/**
 * The request is signed as any other, on its own path. The answer is not signed: the hash in the signed
 * answer before is the proof.
 */
async function download(
  connection: Connection,
  { url, sha1 }: BillLocation,
  signal: AbortSignal,
): Promise<Buffer | NoAnswer> {
  const { pathname, search } = new URL(url)
  // Always to the configured address: a signed answer may name another host, which must not be sent our
  // signature.
  const what = { method: 'GET' as const, path: pathname + search, signal }
  const came = await exchange(connection, what, MAX_BYTES)
  if (came.kind !== 'response') return came
  if (came.status !== 200) return untrusted(`http_${String(came.status)}`, 'No bill came.')
  const text = await unpacked(came.bytes)
  const same = text && createHash('sha1').update(text).digest('hex') === sha1
  return same
    ? text
    : untrusted('other_hash', 'The hash of the statement is not the one in the signed answer.')
}

/** The hash is of the text: a bill may come as gzip, with or without a header that says so. */
async function unpacked(bytes: Buffer): Promise<Buffer | null> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return await promisify<Buffer, ZlibOptions, Buffer>(gunzip)(bytes, {
      maxOutputLength: MAX_BYTES,
    })
  } catch {
    return null
  }
}

function unreadable(message: string): GatewayFailure {
  return { reason: 'untrusted', code: 'unreadable_statement', message }
}
