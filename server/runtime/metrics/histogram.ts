/** A histogram of durations of this process, exported to Prometheus. */
export interface Histogram {
  readonly name: string
  readonly help: string
  readonly labels: readonly string[]
  /** Upper bounds in seconds, ascending. */
  readonly bounds: readonly number[]
  /** Keys are the labels' values, joined with `;`. */
  readonly series: ReadonlyMap<string, Durations>
  /** @param values of the labels, in order; never made up by strangers, since each is kept */
  add(ms: number, ...values: readonly string[]): void
}

export interface Durations {
  /** For each bound, the durations up to it and above the one before. */
  readonly within: readonly number[]
  readonly count: number
  /** Sum in seconds. */
  readonly sum: number
}

interface Growing {
  readonly within: number[]
  count: number
  sum: number
}

export function createHistogram(
  about: Pick<Histogram, 'name' | 'help' | 'labels' | 'bounds'>,
): Histogram {
  const series = new Map<string, Growing>()
  return {
    ...about,
    series,
    add(ms, ...values) {
      const key = values.join(';')
      const one = series.get(key) ?? { within: about.bounds.map(() => 0), count: 0, sum: 0 }
      series.set(key, one)
      // A clock that was set back meanwhile must not give a negative duration.
      const seconds = Math.max(0, ms) / 1_000
      const at = about.bounds.findIndex((bound) => seconds <= bound)
      if (at >= 0) one.within[at] = (one.within[at] ?? 0) + 1
      one.count += 1
      one.sum += seconds
    },
  }
}

/** In Prometheus' text format. */
export function histogramText({ name, help, labels, bounds, series }: Histogram): string {
  const full = `checkout_${name}`
  const lines = [...series].flatMap(([values, { within, count, sum }]) => {
    const parts = values.split(';')
    const own = labels.map((label, index) => `${label}="${parts[index] ?? ''}"`)
    let upTo = 0
    const buckets = bounds.map((bound, index) => {
      upTo += within[index] ?? 0
      return `${full}_bucket{${[...own, `le="${String(bound)}"`].join(',')}} ${String(upTo)}`
    })
    return [
      ...buckets,
      `${full}_bucket{${[...own, 'le="+Inf"'].join(',')}} ${String(count)}`,
      `${full}_sum{${own.join(',')}} ${String(sum)}`,
      `${full}_count{${own.join(',')}} ${String(count)}`,
    ]
  })
  return [`# HELP ${full} ${help}, of this process`, `# TYPE ${full} histogram`, ...lines].join(
    '\n',
  )
}
