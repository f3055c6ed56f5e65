import type { Tally } from './tally'

/** The tables at the end of a search. @param seconds how long it took, and of processor time */
export function reportOf(
  tally: Tally,
  seconds: { readonly clock: number; readonly processor: number },
): string {
  const { seeds, orders, charges, payments, refunds, steps } = tally
  const rate = (per: number) => (charges / per).toFixed(0)
  return [
    table('what went wrong', tally.faults),
    table('what was checked', tally.checks),
    `${number(seeds)} seeds: ${number(orders)} orders, ${number(charges)} charges, ` +
      `${number(payments)} payments, ${number(refunds)} refunds, ${number(steps)} steps`,
    `${seconds.clock.toFixed(0)} s: ${rate(seconds.clock)} charges a second, ` +
      `${rate(seconds.processor)} a second of processor time`,
  ].join('\n')
}

function table(title: string, counts: Readonly<Record<string, number>>): string {
  const rows = Object.entries(counts).sort(([, a], [, b]) => b - a)
  return [title, ...rows.map(([name, times]) => `${number(times).padStart(14)}  ${name}`), ''].join(
    '\n',
  )
}

function number(n: number): string {
  return n.toLocaleString('en-GB')
}
