import { parseArgs } from 'node:util'

export const usage = `Usage: npm run doctor [-- --json]

Reads the configuration as npm start does, checks it against the rules of WeChat, of the gateway and of this
backend, and says what to correct and where. It makes no payment. It writes a single row to the database, to
check that it can.
  --json  print the findings as JSON
Exit code: 0 nothing wrong, 1 something wrong, 2 something could not be checked.`

export interface Wanted {
  readonly json: boolean
}

/** @throws Error where the arguments make no sense */
export function readArguments(args: readonly string[]): Wanted {
  const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } })
  return { json: values.json ?? false }
}
