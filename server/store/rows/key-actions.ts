import { sql, type RawBuilder } from 'kysely'

/** `freed`: after a restored backup a person has compared by hand, and lets it be charged. */
const actions = ['placed', 'amended', 'closed', 'resent', 'freed'] as const

/** Something that one of the merchant's keys did, or a person. */
export interface KeyAction {
  /** Unix ms */
  readonly at: number
  readonly what: (typeof actions)[number]
  /** The key's name (`config/merchant-keys.ts`), `npm run notify`, or for `freed` the person's. */
  readonly by: string
}

/** In characters: how much is kept of actions that can be repeated. */
const most = 4_000

/** As stored in a new row: one line per action, oldest first. */
export function keyActionLine({ at, what, by }: KeyAction): string {
  return `${at} ${what} ${by}\n`
}

/** Appends an action to the existing ones, in the statement that carries it out. */
export function appendKeyAction(act: KeyAction): RawBuilder<string> {
  const line = keyActionLine(act)
  // Closing comes last, so there is always room for it.
  if (act.what === 'closed') return sql<string>`acts || ${line}`
  return sql<string>`case when length(acts) < ${sql.lit(most)} then acts || ${line} else acts end`
}

export function keyActionsOf({ acts }: { readonly acts: string }): KeyAction[] {
  return acts.split('\n').flatMap((line) => {
    const [, at, what, by] = /^(\d+) ([a-z]+) (.+)$/.exec(line) ?? []
    const known = actions.find((one) => one === what)
    return known && by !== undefined ? [{ at: Number(at), what: known, by }] : []
  })
}
