import { parseArgs } from 'node:util'
import { usualSandbox, webAddress } from '../sandbox-address'

export const usage = `Usage: npm run listen -- --to URL [--sandbox URL] [--all]

Replays the notifications of a running sandbox to a receiver in development, each with its headers and bytes, until
it is ended with Ctrl-C. They are signed with the sandbox's secret: see mocks/sandbox/shop/secret.ts.
  --to       the receiver, e.g. http://127.0.0.1:3000/notifications
  --sandbox  the demo's address, by default ${usualSandbox}
  --all      those that came before as well (after five minutes a receiver finds them too old)
Exit code: 0 ended, 1 the arguments make no sense.`

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
  if (to === undefined) throw new Error('Say --to which address.')
  return {
    to: webAddress(to),
    sandbox: webAddress(sandbox ?? usualSandbox),
    all: all ?? false,
  }
}
