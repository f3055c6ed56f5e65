import type { IncomingMessage, ServerResponse } from 'node:http'
import { reply, replyHtml, replyJson } from '../http'
import { script, styles } from '../phone/bundle'
import type { ShopDesk } from './shop-deps'
import type { Merchant } from './merchant'
import { shopPage } from './shop-page'
import { streamArrivals, streamPage } from './stream'

/** The shop's path, beside the phone. */
export const shopPath = '/__shop/'

/** @returns whether the shop serves this address */
export async function serveShop(
  desk: ShopDesk,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const url = new URL(request.url ?? '/', 'http://shop')
  if (!url.pathname.startsWith(shopPath)) return false
  const path = url.pathname.slice(shopPath.length)
  const orderNo = /^orders\/([\w-]{1,64})$/.exec(path)?.[1]
  if (orderNo !== undefined) await relay(desk.merchant, orderNo, url, response)
  else if (path === 'notifications' && request.method === 'POST') {
    await desk.receive(request, response)
  } else if (path === 'events') streamPage(desk, request, response)
  else if (path === 'stream') {
    const from = url.searchParams.get('from') === 'start' ? 'start' : 'new'
    streamArrivals(desk.arrivals, request, response, from)
  } else if (path === '') replyHtml(response, 200, shopPage(desk.merchantName))
  else if (path === 'shop.js') fresh(response, 'text/javascript', await script('shop'))
  else if (path === 'shop.css') fresh(response, 'text/css', await styles('shop'))
  else replyJson(response, 404, {})
  return true
}

function fresh(response: ServerResponse, type: string, body: string): void {
  const headers = { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store' }
  reply(response, 200, headers, body)
}

/** For tools on this machine without a key: the order, or with `?told` its notifications. */
async function relay(
  merchant: Merchant | null,
  orderNo: string,
  url: URL,
  response: ServerResponse,
): Promise<void> {
  if (!merchant) return replyJson(response, 404, {})
  const { status, body } = await merchant.read(
    url.searchParams.has('told') ? `notifications?orderNo=${orderNo}` : `orders/${orderNo}`,
  )
  reply(response, status, { 'Content-Type': 'application/json; charset=utf-8' }, body)
}
