interface Denied {
  readonly denials: number
  readonly deniedSince: number | null
}

/** See `server/store/rows/denials.ts`. */
export function deniedOnceMore({ denials, deniedSince }: Denied, now: number): Denied {
  const since = deniedSince !== null && deniedSince <= now ? deniedSince : now
  return { denials: denials + 1, deniedSince: since }
}
