/** The command's arguments. */
import { parseArgs } from 'node:util'

export const usage = `Usage: npm run adopt -- CHARGE [--refund]
       npm run adopt -- --compared NAME [--order ORDER_NO]

Takes a payment into the books that was made without them, as after a restored backup. CHARGE is the
gateway's id of it, as the incident unknown_payment names it. The gateway is asked first; only a payment
that it vouches for, of an order that is here, of its amount, is taken. It pays its order, or goes back
where the order does not take it.
  --refund    the payment goes back, whatever its order is; the order can be paid again
  --compared  NAME has compared by hand what was paid since the backup: its orders can be charged, whatever
              statement has not come. NAME and the time stand in the story of each
  --order     this order alone: its unrecorded payment was dealt with in the gateway's console
Exit code: 0 it was taken, 1 it was not.`

/** To take one payment. */
export interface Wanted {
  /** The gateway's id: `ch_…` at Paymax, our number at WeChat Pay. */
  readonly gatewayId: string
  readonly refund: boolean
}

/** To free orders because a person has compared. */
export interface Compared {
  /** Who says so. */
  readonly by: string
  /** Null: all that wait for the gateways to have been asked. */
  readonly orderNo: string | null
}

/** @throws Error where the arguments make no sense */
export function readArguments(args: readonly string[]): Wanted | Compared {
  const options = {
    refund: { type: 'boolean', default: false },
    compared: { type: 'string' },
    order: { type: 'string' },
  } as const
  const { values, positionals } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
  })
  const { compared, order, refund } = values
  if (compared !== undefined) {
    if (positionals.length > 0 || refund) throw new Error('Name either a charge, or --compared.')
    if (!/^[^\p{C}]{1,64}$/u.test(compared.trim())) throw new Error('Say who has compared.')
    return { by: compared.trim(), orderNo: order ?? null }
  }
  if (order !== undefined) throw new Error('Say who has compared: --compared NAME.')
  const [gatewayId, ...more] = positionals
  if (gatewayId === undefined || more.length > 0) throw new Error('Name one charge.')
  if (!/^[\x21-\x7e]{1,128}$/.test(gatewayId)) throw new Error(`${gatewayId} is no charge.`)
  return { gatewayId, refund }
}
