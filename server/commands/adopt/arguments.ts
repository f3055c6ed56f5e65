/** The command's arguments. */
import { parseArgs } from 'node:util'

export const usage = `Usage: npm run adopt -- CHARGE [--refund]
       npm run adopt -- --compared NAME [--order ORDER_NO]

Records a payment that the gateway has and this database does not, as can happen after a backup was restored.
CHARGE is the gateway's id of the charge; the incident unknown_payment names it. The gateway is queried first.
The payment is recorded only if the gateway's signed answer confirms it, its order exists here and the amounts
are the same. Then the order becomes paid; if it cannot become paid, the payment is refunded.
  --refund    refund the payment, whatever state its order is in; an open order can then be paid again
  --compared  NAME has checked by hand what was paid since the backup. All orders of the backup can be paid
              again, even if a statement is missing. NAME and the time are added to each order's history
  --order     with --compared: release this order only. Its unrecorded payment was dealt with in the gateway's
              console
Exit code: 0 recorded or released, 1 not.`

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
    if (positionals.length > 0 || refund)
      throw new Error('Give either a charge or --compared, not both.')
    if (!/^[^\p{C}]{1,64}$/u.test(compared.trim()))
      throw new Error('--compared needs a name of 1 to 64 characters.')
    return { by: compared.trim(), orderNo: order ?? null }
  }
  if (order !== undefined) throw new Error('--order needs --compared NAME.')
  const [gatewayId, ...more] = positionals
  if (gatewayId === undefined || more.length > 0) throw new Error('Give one charge.')
  if (!/^[\x21-\x7e]{1,128}$/.test(gatewayId)) throw new Error(`${gatewayId} is not a charge id.`)
  return { gatewayId, refund }
}
