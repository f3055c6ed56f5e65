const minute = 60_000

/** The same code again from the same browser gives the same login this long (WeChat delivers twice). */
export const sameLoginFor = 5 * minute

/** What is not, or not yet, a login is kept this long: who comes back too late is still led to its target. */
export const unfinishedKept = 30 * minute

/** Which target a payer signed in for. */
export const finishedKept = 30 * 24 * 60 * minute
