/** What a rule or a panel asks Prometheus for. */
export interface Asked {
  /** Of the metric, without what a histogram's parts have at their ends. */
  readonly name: string
  readonly labels: readonly string[]
}

/** Those that Prometheus itself gives. */
const others: readonly string[] = ['instance', 'job']

/** @param expression one; what it groups by belongs to each of its metrics */
export function askedIn(expression: string): Asked[] {
  const grouped = [...expression.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, names = '']) =>
    names.split(',').map((name) => name.trim()),
  )
  return [...expression.matchAll(/\b(checkout_\w+)(?:\{([^}]*)\})?/g)].map(
    ([, name = '', chosen = '']) => ({
      name: name.replace(/_seconds_(bucket|count|sum)$/, '_seconds'),
      labels: [
        ...grouped,
        ...[...chosen.matchAll(/(\w+)=/g)].map(([, label = '']) => label),
      ].filter((label) => !others.includes(label)),
    }),
  )
}

/** The metrics of an answer of `GET api/metrics`. */
export function namesIn(answer: string): ReadonlySet<string> {
  return new Set([...answer.matchAll(/^# TYPE (\w+)/gm)].map(([, name = '']) => name))
}

/** Whether a metric is there with a label; null where nothing was counted by it yet. */
export function hasLabel(answer: string, name: string, label: string): boolean | null {
  const lines = answer.split('\n').filter((line) => new RegExp(`^${name}(_\\w+)?\\{`).test(line))
  return lines.length === 0 ? null : lines.some((line) => line.includes(`${label}="`))
}
