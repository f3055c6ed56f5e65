const minute = 60_000

/** In ms: how long the same code from the same browser gives the same login (WeChat sends the redirect twice). */
export const sameLoginFor = 5 * minute

/** In ms: how long an unfinished login is kept. A payer who comes back late is still led to their target. */
export const unfinishedKept = 30 * minute

/** In ms: how long a finished login is kept, which says what the payer signed in for. */
export const finishedKept = 30 * 24 * 60 * minute
