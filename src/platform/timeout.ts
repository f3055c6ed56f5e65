/** In ms: allowance for a slow network and a busy backend, in addition to what delays an answer on purpose. */
const patience = 15_000

/** In ms: before some answers the backend calls WeChat or Paymax, several times in a row. */
const others = 15_000

/** What delays an answer. */
export interface Held {
  /** In seconds: how long the backend was asked to wait for a change. */
  readonly wait?: number
  /** Whether WeChat or Paymax is called first. */
  readonly asksOthers?: boolean
}

/** In ms: when a request times out; always later than the answer was requested for. */
export function timeoutOf({ wait = 0, asksOthers = false }: Held): number {
  return patience + wait * 1000 + (asksOthers ? others : 0)
}
