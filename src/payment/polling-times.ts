/** Milliseconds before the query that follows `asks` others, the last one for all that come after. */
export type Pace = readonly number[]

/** After a cancel the gateway has to speak once more; its answer is usually there within a second. */
export const quick: Pace = [0, 600, 1000, 1500, 2000]

/** Queries that the backend holds open; the pause only keeps a hasty backend from being hammered. */
export const waiting: Pace = [0, 500, 1000, 2000, 4000]

/** Behind a page that already says how things stand. */
export const background: Pace = [3000, 5000, 10_000, 30_000, 60_000]

/** Behind an order that nobody is paying, as far as is known: cheap, and soon enough for a second window. */
export const idle: Pace = [10_000, 15_000, 20_000, 30_000, 60_000]

/** Behind an order that is over: only a refund can change it, and nobody waits for one here. */
export const over: Pace = [30_000, 60_000, 120_000, 300_000]

/** While the sheet is open: typing a PIN takes about this long, then silence is worth a look. */
export const watchdog: Pace = [8000, 2000, 4000, 8000]

/** In ms: after so long without a result the page says that it is pending. */
export const pendingAfter = 10_000
