import { judged, keeps, median, type Bound, type Figure, type Measured } from './figure'

/** Prints what a benchmark measured, a figure a line: ours, its spread, the baseline's, the ratio, the bounds. */
export function print({ figures, notes }: Measured): void {
  for (const figure of figures) console.log(lineOf(figure))
  for (const note of notes) console.log(`  ${note}`)
}

function lineOf(figure: Figure): string {
  const { name, unit, ours, baseline } = figure
  const told = baseline
    ? `${series(ours)} : ${series(baseline.runs)} ${unit} (${baseline.name}) = ${judged(figure).toFixed(2)}`
    : `${series(ours)} ${unit}`
  return `  ${name}\n      ${told}${verdict(figure)}`
}

/** Median and spread. */
function series(runs: readonly number[]): string {
  const middle = short(median(runs))
  if (runs.length < 2) return middle
  return `${middle} [${short(Math.min(...runs))}–${short(Math.max(...runs))}, n=${String(runs.length)}]`
}

function short(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 1000) return value.toFixed(0)
  return value.toFixed(Math.abs(value) >= 100 ? 1 : 2)
}

function verdict(figure: Figure): string {
  const { required, aim } = figure
  if (!required && !aim) return ''
  const value = judged(figure)
  const bounds = [required && `required ${bound(required)}`, aim && `aim ${bound(aim)}`]
  const word = keeps(value, required) ? (keeps(value, aim) ? 'met' : 'aim missed') : 'MISSED'
  return `   ${bounds.filter(Boolean).join(', ')}: ${word}`
}

function bound(limit: Bound): string {
  return 'atMost' in limit ? `≤ ${String(limit.atMost)}` : `≥ ${String(limit.atLeast)}`
}
