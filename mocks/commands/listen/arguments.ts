import { parseArgs } from 'node:util'
import { usualSandbox, webAddress } from '../sandbox-address'

export const usage = `Usage: npm run listen -- --to URL [--sandbox URL] [--all]

Forwards the notifications of a running sandbox to a receiver that you are developing, with unchanged headers and
bytes, until you press Ctrl-C. They are signed with the sandbox's secret: see mocks/sandbox/shop/secret.ts.
  --to       the receiver, e.g. http://127.0.0.1:3000/notifications
  --sandbox  the address of the demo. Default: ${usualSandbox}
  --all      also forward earlier notifications (a receiver rejects those older than five minutes)
Exit code: 0 ended, 1 wrong arguments.`

export interface Wanted {
  readonly to: string
  readonly sandbox: string
  readonly all: boolean
}

/** @throws Error where the arguments make no sense */
export function readArguments(args: readonly string[]): Wanted {
  const options = {
    to: { type: 'string' },
    sandbox: { type: 'string' },
    all: { type: 'boolean' },
  } as const
  const { to, sandbox, all } = parseArgs({ args: [...args], options }).values
  if (to === undefined) throw new Error('--to is missing.')
  return {
    to: webAddress(to),
    sandbox: webAddress(sandbox ?? usualSandbox),
    all: all ?? false,
  }
}
