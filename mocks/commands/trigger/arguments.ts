import { parseArgs } from 'node:util'
import { NotificationType } from '../../../server/contract/notifications'
import { webAddress } from '../sandbox-address'

export const usage = `Usage: npm run trigger -- TYPE [--order NO] [--to URL] [--sandbox URL]

Sends a receiver in development a notification as the backend would, signed with NOTIFY_SECRET (unset: the sandbox's).
  TYPE       ${NotificationType.enum.join(', ')}
  --order    carries that order as the merchant API reads it (PUBLIC_URL and MERCHANT_API_KEY, else the sandbox is
             asked); without it an order is made up
  --to       where it goes; by default NOTIFY_URL, else the sandbox's shop
  --sandbox  the demo's address, by default http://127.0.0.1:8080/
Exit code: 0 taken with 2xx, 1 not.`

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
    throw new Error(`Say one of ${NotificationType.enum.join(', ')}.`)
  }
  const { order, to, sandbox } = values
  if (order !== undefined && !/^[A-Za-z0-9_-]{1,64}$/.test(order)) {
    throw new Error(`${order} is no order number.`)
  }
  return {
    type,
    orderNo: order ?? null,
    to: to === undefined ? null : webAddress(to),
    sandbox: sandbox === undefined ? null : webAddress(sandbox),
  }
}
