import { parseArgs } from 'node:util'

export const usage = `Usage: npm run doctor [-- --json]

Reads the environment as npm start does, checks it against the rules of WeChat, of the gateway and of ours, and
says what to mend and where. It moves no money, and writes nothing but a proof that the database can be written to.
Exit code: 0 nothing wrong, 1 something wrong, 2 something could not be checked.`

export interface Wanted {
  readonly json: boolean
}

/** @throws Error where the arguments make no sense */
export function readArguments(args: readonly string[]): Wanted {
  const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } })
  return { json: values.json ?? false }
}
