/** Pauses in ms before each query; the last one repeats. */
export type Pace = readonly number[]

/** After a cancel the gateway has to be asked again; its answer usually comes within a second. */
export const quick: Pace = [0, 600, 1000, 1500, 2000]

/** Long polls; the pauses only protect a backend that answers at once. */
export const waiting: Pace = [0, 500, 1000, 2000, 4000]

/** On a page that already shows the status. */
export const background: Pace = [3000, 5000, 10_000, 30_000, 60_000]

/** For an order that nobody is paying, as far as is known: cheap, and soon enough for a second window. */
export const idle: Pace = [10_000, 15_000, 20_000, 30_000, 60_000]

/** For an order that has ended: only a refund can change it, and nobody waits for one here. */
export const over: Pace = [30_000, 60_000, 120_000, 300_000]

/** While the sheet is open: typing a PIN takes about this long; after that its silence is checked. */
export const watchdog: Pace = [8000, 2000, 4000, 8000]

/** In ms: after this time without a result the page says that the payment is pending. */
export const pendingAfter = 10_000
