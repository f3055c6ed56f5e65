import type { Outcome } from './campaign'
import { theirCharges, theirWebhooks } from './theirs'

/** What a campaign came to, for people. */
export function tableOf(outcome: Outcome): string {
  const { kills, book, sandbox, line, told, closing, violations } = outcome
  const charges = theirCharges(sandbox)
  const at = (gateway: string) => charges.filter((one) => one.gateway === gateway).length
  const refunds = closing.orders.flatMap((order) => order.refunds)
  const tries = theirWebhooks(sandbox).map((event) => event.tries.length)
  const lost = line.filter(({ call, status }) => call !== 'query' && status === null).length
  const rows: [string, string | number][] = [
    ...[...kills.counts].sort().map(([instant, count]): [string, number] => [instant, count]),
    ['kills', kills.total()],
    ['', ''],
    ['orders', closing.orders.length],
    ['charges at Paymax', at('paymax')],
    ['charges at WeChat Pay', at('wechatpay')],
    ['credentials handed out', book.handed.length],
    ['payments in a sheet', book.payments.length],
    ['payments that came after the end', book.lateSuccesses.size],
    ['refunds asked for', book.refunds.length],
    ['refunds made without asking', refunds.filter(({ automatic }) => automatic).length],
    ['messages to the gateways', line.length],
    ['of these lost, queries aside', lost],
    ['webhooks sent', tries.reduce((sum, count) => sum + count, 0)],
    ['webhooks acknowledged', book.counts.webhooks],
    ['notifications that came to the shop', told.length],
    ['of these taken', told.filter(({ taken }) => taken).length],
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
