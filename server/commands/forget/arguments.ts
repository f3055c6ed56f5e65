/** The command's arguments. */
import { parseArgs } from 'node:util'

export const usage = `Usage: npm run forget -- OPENID|ORDER_NO [--archive FILE]…
       npm run forget -- --everyone --archive FILE [--archive FILE]…

Erases the openid and the remark of orders that are over. Amounts, times and numbers stay, and they can still
be refunded. What is not over is named and left: run it again later.
  OPENID       a payer: all their orders
  ORDER_NO     an order: whoever opened or paid it
  --archive    a file of npm run archive, which is written anew without them
  --everyone   everybody in these files
Exit code: 0 done, 1 not, or there is nothing of this name, 2 something is not over and was left.`

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
    if (name !== undefined) throw new Error('Say either whom, or --everyone.')
    if (values.archive.length === 0) throw new Error('Say in which files: --archive FILE.')
    return { name: null, archives: values.archive }
  }
  if (name === undefined || more.length > 0) {
    throw new Error('Say whom: an openid, or an order’s number.')
  }
  if (!/^[\w-]{1,128}$/.test(name)) throw new Error('That is no openid and no order’s number.')
  return { name, archives: values.archive }
}
