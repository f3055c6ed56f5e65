/** The command from its arguments to its exit code; the caller prints and reads the environment. */
import { parseArgs } from 'node:util'
import type { Config } from '../../config/config'
import { openDatabaseToRead } from '../../store/engine/database'
import { readOrderHistory } from '../../store/reporting/order-history'
import { describeHistory } from './describe-history'
import { messageOf } from '../../runtime/message-of'
import { failed, succeeded, type CommandResult } from '../result/command-result'

export const usage = `Usage: npm run inspect -- NUMBER

Prints an order and everything that happened to it, oldest first, in Beijing time.
NUMBER is the order number, or the 商户单号 or 交易单号 from the payer's bill in WeChat.
Openids are masked.
Exit code: 0 done, 1 not done or no such order.`

/** @throws Error where the arguments make no sense */
export function readArguments(args: readonly string[]): string {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} })
  const [orderNo, ...more] = positionals
  if (orderNo === undefined || more.length > 0) throw new Error('Give one order number.')
  return orderNo
}

/** Reads beside the running backend and changes nothing. */
export async function runInspect(
  { database }: Pick<Config, 'database'>,
  number: string,
): Promise<CommandResult> {
  try {
    const { db } = openDatabaseToRead(database)
    try {
      const rows = await readOrderHistory(db, number)
      if (!rows) return failed(`There is no order and no payment with the number ${number}.`)
      return succeeded(describeHistory(rows))
    } finally {
      await db.destroy()
    }
  } catch (error) {
    return failed(messageOf(error))
  }
}
