/** What a slow network and a busy backend may take, beyond what an answer is held back for. In ms. */
const patience = 15_000

/** In ms: before some answers the backend waits for WeChat's or Paymax's, several in a row. */
const others = 15_000

/** What keeps an answer back. */
export interface Held {
  /** Seconds that the backend was asked to wait for a change. */
  readonly wait?: number
  /** Whether WeChat or Paymax is asked first. */
  readonly asksOthers?: boolean
}

/** When an answer is given up, in ms: always later than it was asked for, whatever keeps it back. */
export function timeoutOf({ wait = 0, asksOthers = false }: Held): number {
  return patience + wait * 1000 + (asksOthers ? others : 0)
}
