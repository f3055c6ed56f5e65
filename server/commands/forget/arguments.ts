/** The command's arguments. */
import { parseArgs } from 'node:util'

export const usage = `Usage: npm run forget -- OPENID|ORDER_NO [--archive FILE]…
       npm run forget -- --everyone --archive FILE [--archive FILE]…

Erases the payer's openid and remark from finished orders. Amounts, times and order numbers are kept, so the
orders can still be refunded. Unfinished orders are listed and left as they are: run the command again later.
  OPENID       a payer: all their orders
  ORDER_NO     an order: everybody who opened or paid it
  --archive    a file written by npm run archive; it is rewritten without these payers
  --everyone   all payers in these files
Exit code: 0 done, 1 not done or nothing found, 2 something is unfinished and was left.`

export interface Wanted {
  /** An openid or an order's number; null: everybody in the files. */
  readonly name: string | null
  readonly archives: readonly string[]
}

/** @throws Error where the arguments make no sense */
export function readArguments(args: readonly string[]): Wanted {
  const options = {
    archive: { type: 'string', multiple: true, default: [] as string[] },
    everyone: { type: 'boolean', default: false },
  } as const
  const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options })
  const [name, ...more] = positionals
  if (values.everyone) {
    if (name !== undefined)
      throw new Error('Give either a payer or order, or --everyone, not both.')
    if (values.archive.length === 0) throw new Error('--everyone needs --archive FILE.')
    return { name: null, archives: values.archive }
  }
  if (name === undefined || more.length > 0) {
    throw new Error('Give one openid or one order number.')
  }
  if (!/^[\w-]{1,128}$/.test(name))
    throw new Error('That is neither an openid nor an order number.')
  return { name, archives: values.archive }
}
