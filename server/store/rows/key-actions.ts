import { sql, type RawBuilder } from 'kysely'

/** Something that one of the merchant's keys did. */
export interface KeyAction {
  /** Unix ms */
  readonly at: number
  readonly what: 'placed' | 'amended' | 'closed' | 'resent'
  /** The key's name (`config/merchant-keys.ts`), or `npm run notify`. */
  readonly by: string
}

/** How much of it is kept of what may be done any number of times; in characters. */
const most = 4_000

/** As it stands in a new row. A line each, the first first. */
export function keyActionLine({ at, what, by }: KeyAction): string {
  return `${at} ${what} ${by}\n`
}

/** Put behind those that are there, in the statement that does it. */
export function appendKeyAction(act: KeyAction): RawBuilder<string> {
  const line = keyActionLine(act)
  // Closing ends it, so that there is always room for that.
  if (act.what === 'closed') return sql<string>`acts || ${line}`
  return sql<string>`case when length(acts) < ${sql.lit(most)} then acts || ${line} else acts end`
}

export function keyActionsOf({ acts }: { readonly acts: string }): KeyAction[] {
  return acts.split('\n').flatMap((line) => {
    const [, at, what, by] = /^(\d+) (placed|amended|closed|resent) (.+)$/.exec(line) ?? []
    const known = (['placed', 'amended', 'closed', 'resent'] as const).find((one) => one === what)
    return known && by !== undefined ? [{ at: Number(at), what: known, by }] : []
  })
}
