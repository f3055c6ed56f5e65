import { parseArgs } from 'node:util'

export const usage = `Usage: npm run notify -- --resend ID | --since TIME

Has notifications sent to the shop again, with the same ids and bodies. The backend sends them.
  --resend  one of them, by its id (msg_…)
  --since   all that were made at that time or later, taken or not, e.g. 2026-11-29T08:00:00Z
Exit code: 0 done, 1 not.`

export type Wanted = { readonly id: string } | { readonly since: number }

/** A day, or a time with its zone: the zone must be given. */
const timePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:\.\d{1,3})?(?:Z|[+-]\d{2}:\d{2})$/

/** @throws Error where the arguments make no sense */
export function readArguments(args: readonly string[]): Wanted {
  const options = { resend: { type: 'string' }, since: { type: 'string' } } as const
  const { resend, since } = parseArgs({ args: [...args], options }).values
  if ((resend === undefined) === (since === undefined)) {
    throw new Error('Say --resend which one, or --since when.')
  }
  if (resend !== undefined) return { id: resend }
  const time = since !== undefined && timePattern.test(since) ? Date.parse(since) : Number.NaN
  if (Number.isNaN(time)) {
    throw new Error(`${since ?? ''} is no time: write it as 2026-11-29T08:00:00Z.`)
  }
  return { since: time }
}
