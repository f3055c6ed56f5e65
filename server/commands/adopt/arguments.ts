/** The command's arguments. */
import { parseArgs } from 'node:util'

export const usage = `Usage: npm run adopt -- CHARGE [--refund]

Takes a payment into the books that was made without them, as after a restored backup. CHARGE is the
gateway's id of it, as the incident unknown_payment names it. The gateway is asked first; only a payment
that it vouches for, of an order that is here, of its amount, is taken. It pays its order, or goes back
where the order does not take it.
  --refund  the payment goes back, whatever its order is; the order can be paid again
Exit code: 0 it was taken, 1 it was not.`

export interface Wanted {
  /** The gateway's id: `ch_…` at Paymax, our number at WeChat Pay. */
  readonly gatewayId: string
  readonly refund: boolean
}

/** @throws Error where the arguments make no sense */
export function readArguments(args: readonly string[]): Wanted {
  const options = { refund: { type: 'boolean', default: false } } as const
  const { values, positionals } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
  })
  const [gatewayId, ...more] = positionals
  if (gatewayId === undefined || more.length > 0) throw new Error('Name one charge.')
  if (!/^[\x21-\x7e]{1,128}$/.test(gatewayId)) throw new Error(`${gatewayId} is no charge.`)
  return { gatewayId, refund: values.refund }
}
