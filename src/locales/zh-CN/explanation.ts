/** What every failure explains: what happened, whether money moved, what to do now. */
export interface Explanation {
  readonly what: string
  readonly money: string
  readonly now: string
}
