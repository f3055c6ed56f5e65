import { parseArgs } from 'node:util'
import { NotificationType } from '../../../server/contract/notifications'
import { webAddress } from '../sandbox-address'

export const usage = `Usage: npm run trigger -- TYPE [--order NO] [--to URL] [--sandbox URL]

Sends a notification to a receiver that you are developing, as the backend would. It is signed with NOTIFY_SECRET, or
with the sandbox's secret if that is unset.
  TYPE       ${NotificationType.enum.join(', ')}
  --order    the order to send, read from the merchant API (PUBLIC_URL and MERCHANT_API_KEY) or, if these are unset,
             from the sandbox. Default: an invented order
  --to       the receiver. Default: NOTIFY_URL, or the sandbox's shop if that is unset
  --sandbox  the address of the demo. Default: http://127.0.0.1:8080/
Exit code: 0 the receiver answered 2xx, 1 not.`

export interface Wanted {
  readonly type: NotificationType
  readonly orderNo: string | null
  readonly to: string | null
  readonly sandbox: string | null
}

const isType = (text: string): text is NotificationType =>
  NotificationType.enum.some((type) => type === text)

/** @throws Error where the arguments make no sense */
export function readArguments(args: readonly string[]): Wanted {
  const options = {
    order: { type: 'string' },
    to: { type: 'string' },
    sandbox: { type: 'string' },
  } as const
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  const [type = '', ...more] = positionals
  if (!isType(type) || more.length > 0) {
    throw new Error(`Give one type: ${NotificationType.enum.join(', ')}.`)
  }
  const { order, to, sandbox } = values
  if (order !== undefined && !/^[A-Za-z0-9_-]{1,64}$/.test(order)) {
    throw new Error(`${order} is not an order number.`)
  }
  return {
    type,
    orderNo: order ?? null,
    to: to === undefined ? null : webAddress(to),
    sandbox: sandbox === undefined ? null : webAddress(sandbox),
  }
}
