/** What one measurement came to, beside the baseline that was measured in the same run. */
export interface Figure {
  readonly name: string
  /** `ms`, `kB`, `payments/s` … */
  readonly unit: string
  /** One number a run. */
  readonly ours: readonly number[]
  /** Null where a figure is judged by itself, as bytes are. */
  readonly baseline: Baseline | null
  /** Of the ratio where there is a baseline, else of the figure; null where it is only told. */
  readonly required: Bound | null
  readonly aim: Bound | null
}

export interface Baseline {
  readonly name: string
  readonly runs: readonly number[]
}

export type Bound = { readonly atMost: number } | { readonly atLeast: number }

/** One benchmark: what `npm run bench -- NAME` runs, prints and keeps as `docs/benchmarks/NAME.json`. */
export interface Benchmark {
  readonly name: string
  readonly title: string
  readonly run: () => Promise<Measured>
}

export interface Measured {
  readonly figures: readonly Figure[]
  /** What the figures do not say: where the rest goes, under what load, on what. A line each. */
  readonly notes: readonly string[]
  /** More of the same run for a picture or a table; as it is. */
  readonly detail?: unknown
}

/** The middle one; of two the mean. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const [low, high] = [Math.floor((sorted.length - 1) / 2), Math.ceil((sorted.length - 1) / 2)]
  return ((sorted[low] ?? Number.NaN) + (sorted[high] ?? Number.NaN)) / 2
}

/** What is held against the bounds: the ratio of the medians, or the median itself. */
export function judged({ ours, baseline }: Figure): number {
  return baseline ? median(ours) / median(baseline.runs) : median(ours)
}

/** Whether a bound is kept; where there is none, it is. */
export function keeps(value: number, bound: Bound | null): boolean {
  if (bound === null) return true
  return 'atMost' in bound ? value <= bound.atMost : value >= bound.atLeast
}
