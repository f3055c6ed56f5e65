/**
 * A day's statement from Paymax. The request is signed, its answer is not, unlike all others of Paymax. So it
 * is only compared and shown: no order, charge or refund changes because of it.
 */
import { createHttpClient } from '../../runtime/http-client'
import type { BeijingDay } from '../../payments/core/beijing-day'
import type { StatementOutcome, StatementSource } from '../../reconciliation/statement'
import { readFailure } from './answers'
import type { PaymaxOptions } from './gateway'
import { parseJson } from '../../runtime/parse-json'
import { readStatement } from './statement-text'
import { sendForText, type Connection } from './transport'

/** In bytes. A line is about 150 bytes: this allows several hundred thousand payments a day. */
const MAX_BYTES = 64 * 1024 * 1024

/** In ms. Paymax may have to create the table first. */
const DEADLINE = 3 * 60_000

export interface PaymaxStatements extends StatementSource {
  close(): Promise<void>
}

export function createPaymaxStatements(
  options: Pick<PaymaxOptions, 'baseUrl' | 'secretKey' | 'privateKey' | 'publicKey' | 'now'>,
  deadline = DEADLINE,
): PaymaxStatements {
  const connections = createHttpClient({
    connect: { timeout: 10_000 },
    headersTimeout: deadline,
    bodyTimeout: deadline,
  })
  const connection: Connection = { ...options, connections }
  return {
    async statementOf(day) {
      const body = {
        appointDay: day.name.replaceAll('-', ''),
        channelCategory: 'WECHAT',
        // Covers `wechat_wap`, payment in an official account, as well as QR codes.
        statementType: 'WECHAT_CSB',
      }
      const signal = AbortSignal.timeout(deadline)
      const what = { method: 'POST' as const, path: '/v2/statement/download', body, signal }
      // Sent once: Paymax limits downloads (OUT_OF_DOWNLOAD).
      const reply = await sendForText(connection, what, MAX_BYTES)
      if (reply.kind !== 'text') return { outcome: 'refused', failure: reply.failure }
      return read(reply.bytes, day)
    },
    close: connections.close,
  }
}

function read(bytes: Buffer, day: BeijingDay): StatementOutcome {
  // A failure with the wrong HTTP status is still no statement.
  const failure = bytes[0] === 0x7b ? readFailure(parseJson(bytes.toString('utf8'))) : null
  if (failure) return { outcome: 'refused', failure }
  const answer = readStatement(bytes)
  if ('statement' in answer) return { outcome: 'answered', statement: answer.statement }
  const message = `The statement of ${day.name} cannot be read. ${answer.unreadable}`
  return {
    outcome: 'refused',
    failure: { reason: 'untrusted', code: 'unreadable_statement', message },
  }
}
