import { parseArgs } from 'node:util'

export const usage = `Usage: npm run notify -- --resend ID | --since TIME

Resends notifications to the shop, with the same ids and bodies. The running backend sends them.
  --resend  one notification, by its id (msg_…)
  --since   all notifications created at or after this time, e.g. 2026-11-29T08:00:00Z, including those that
            the shop has already accepted
Exit code: 0 done, 1 not done.`

export type Wanted = { readonly id: string } | { readonly since: number }

/** A day, or a time with its zone: the zone must be given. */
const timePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:\.\d{1,3})?(?:Z|[+-]\d{2}:\d{2})$/

/** @throws Error where the arguments make no sense */
export function readArguments(args: readonly string[]): Wanted {
  const options = { resend: { type: 'string' }, since: { type: 'string' } } as const
  const { resend, since } = parseArgs({ args: [...args], options }).values
  if ((resend === undefined) === (since === undefined)) {
    throw new Error('Give either --resend ID or --since TIME.')
  }
  if (resend !== undefined) return { id: resend }
  const time = since !== undefined && timePattern.test(since) ? Date.parse(since) : Number.NaN
  if (Number.isNaN(time)) {
    throw new Error(`${since ?? ''} is not a time. Write it like 2026-11-29T08:00:00Z.`)
  }
  return { since: time }
}
