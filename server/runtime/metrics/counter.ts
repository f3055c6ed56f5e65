/** A counter of this process, exported to Prometheus. */
export interface Counter {
  readonly name: string
  readonly help: string
  readonly labels: readonly string[]
  /** Keys are the labels' values, joined with `;`. */
  readonly counts: ReadonlyMap<string, number>
  /** @param values of the labels, in order; never made up by strangers, since each is kept */
  add(...values: readonly string[]): void
  /** Shown as 0 until it is counted: to Prometheus what first appears as 1 has not increased. */
  begin(...values: readonly string[]): void
}

export function createCounter(name: string, help: string, ...labels: readonly string[]): Counter {
  const counts = new Map<string, number>()
  return {
    name,
    help,
    labels,
    counts,
    add(...values) {
      const key = values.join(';')
      counts.set(key, (counts.get(key) ?? 0) + 1)
    },
    begin(...values) {
      const key = values.join(';')
      counts.set(key, counts.get(key) ?? 0)
    },
  }
}
