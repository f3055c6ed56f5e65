import type { Outcome } from './campaign'

/** What a campaign came to, for people. */
export function tableOf({ kills, book, sandbox, line, closing, violations }: Outcome): string {
  const charges = sandbox.paymax.charges()
  const refunds = closing.orders.flatMap((order) => order.refunds)
  const tries = sandbox.paymax.webhooks().map((event) => event.tries.length)
  const lost = line.filter(({ call, status }) => call !== 'query' && status === null).length
  const rows: [string, string | number][] = [
    ...[...kills.counts].sort().map(([instant, count]): [string, number] => [instant, count]),
    ['kills', kills.total()],
    ['', ''],
    ['orders', closing.orders.length],
    ['charges at Paymax', charges.length],
    ['credentials handed out', book.handed.length],
    ['payments in a sheet', book.payments.length],
    ['payments that came after the end', book.lateSuccesses.size],
    ['refunds asked for', book.refunds.length],
    ['refunds made without asking', refunds.filter(({ automatic }) => automatic).length],
    ['messages to Paymax', line.length],
    ['of these lost, queries aside', lost],
    ['webhooks sent', tries.reduce((sum, count) => sum + count, 0)],
    ['webhooks acknowledged', book.counts.webhooks],
    ['requests answered', book.counts.requests],
    ['of these written down as acknowledged', book.counts.acknowledged],
    ['requests without an answer, sent again', book.counts.lostAnswers],
    ...[...book.refusals].sort().map(([failure, count]): [string, number] => [failure, count]),
    ['seconds until every payment was known', seconds(closing.knownAfter)],
    ['violations', violations.length],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`.trimEnd()).join('\n')
}

function seconds(ms: number | null): string {
  return ms === null ? 'not waited for' : (ms / 1000).toFixed(1)
}
