import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

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

/** A series, or several, whose growth a rule watches. */
export interface Growing {
  readonly name: string
  /** Each as `label="value"`, or with a pattern after `=~`. */
  readonly chosen: readonly string[]
}

/** @param expression one; what is measured (`_bucket`, `_count`) has a value only once something was measured */
export function growingIn(expression: string): Growing[] {
  return [...expression.matchAll(/\b(?:increase|rate|delta)\((checkout_\w+)(?:\{([^}]*)\})?/g)]
    .map(([, name = '', chosen = '']) => ({
      name,
      chosen: chosen.split(',').filter((one) => one !== ''),
    }))
    .filter(({ name }) => !/_(bucket|count)$/.test(name))
}

/** The lines of an answer that a rule would watch. */
export function seriesOf(answer: string, { name, chosen }: Growing): string[] {
  return answer.split('\n').filter(
    (line) =>
      line.startsWith(`${name}{`) &&
      chosen.every((one) => {
        const [, label = '', how = '', value = ''] = /^(\w+)(=~?)"(.*)"$/.exec(one) ?? []
        const is = new RegExp(`[{,]${label}="([^"]*)"`).exec(line)?.[1] ?? ''
        return how === '=' ? is === value : new RegExp(`^(?:${value})$`).test(is)
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

const server = fileURLToPath(new URL('../../../server', import.meta.url))

/** What labels are asked to be, and nothing in the backend's sources is called: by that nothing is ever counted. */
export function valuesOfNobody(expressions: readonly string[]): string[] {
  const chosen = expressions.flatMap((one) => [...one.matchAll(/\w+=~?"([^"]+)"/g)])
  const values = new Set(chosen.flatMap(([, value = '']) => value.split('|')))
  const sources = readdirSync(server, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(`${server}/${name}`, 'utf8'))
  return [...values].filter((value) => !sources.some((text) => text.includes(`'${value}'`)))
}
