import { renderSVG } from 'uqr'
import type { Sale } from './sales'

const words = {
  unpaid: '待支付',
  processing: '支付中',
  paid: '已支付',
  closed: '已关闭',
  refunded: '已退款',
} as const

/** The shop's one page. It refreshes itself every two seconds. */
export function pageOf(sales: readonly Sale[]): string {
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta http-equiv="refresh" content="2">
<meta name="viewport" content="width=device-width">
<title>示例商店</title>
<style>
  body { font: 16px/1.6 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem }
  article { display: flex; gap: 1rem; border-top: 1px solid #ddd; padding: 1rem 0 }
  svg { width: 8rem; height: 8rem }
  button { font: inherit; padding: .25rem 1rem }
</style>
<h1>示例商店</h1>
<form method="post" action="/buy"><button>手冲豆子 100 克，¥18.00，下单</button></form>
${sales.map(articleOf).join('\n')}
</html>`
}

/** Nothing in it comes from outside but the link, and the order id in it has only letters and digits. */
function articleOf({ orderNo, checkoutUrl, status, shipments, amountRefunded }: Sale): string {
  const open = status === 'unpaid' || status === 'processing'
  const pay = `${renderSVG(checkoutUrl)}<p><a href="${checkoutUrl}" target="_blank">${checkoutUrl}</a></p>`
  const refund = `<form method="post" action="/refund/${orderNo}"><button>退款</button></form>`
  return `<article>
  <div><b>${orderNo}</b><br>${words[status]}，已发货 ${shipments} 次，已退 ¥${(amountRefunded / 100).toFixed(2)}</div>
  ${open ? pay : ''}${status === 'paid' ? refund : ''}
</article>`
}
