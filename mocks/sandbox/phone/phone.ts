import { drawApiDocs } from './api-docs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { listen, reply, replyHtml } from '../http'
import type { WeChatDesk } from '../wechat/wechat-deps'
import type { Arrivals } from '../shop/received-notifications'
import { createMerchant } from '../shop/merchant'
import { openShop } from '../shop/open-shop'
import { serveShop, shopPath } from '../shop/site'
import { framesPath } from '../wechat/frames'
import { holderOf } from '../wechat/authorize-page'
import { script, styles } from './bundle'
import { runCommand } from './commands'
import { streamLive } from './live'
import type { LiveSources } from './live'
import { nameOrders } from './order-names'
import { passOn, passSocket } from './proxy'
import type { WebView } from './proxy'
import type { SheetDesk } from './sheet'
import { shellPage } from './shell-page'
import { userAgentOf } from './user-agents'

export interface MenuEntry {
  title: string
  /** Under the public address, e.g. `api/oauth/authorize?to=checkout%3Fitem%3Dcoffee`. */
  path: string
  /** Given: a message in the chat instead of a menu entry, with this as its text. */
  message?: string
  /** The merchant's number of the order that the message asks to pay: once paid, it says so. */
  payment?: string
}

export interface PhoneOptions {
  host: string
  port: number
  publicUrl: string
  backendUrl: string
  /** Where pages and scripts come from while they are being worked on. */
  pagesUrl?: string
  menu: MenuEntry[]
  merchantName: string
  /** The merchant's key, with which the panel asks for refunds as a shop would. */
  merchantKey?: string
  /** What notifications to its shop are signed with; any of them may have signed. */
  notifySecrets: readonly string[]
}

export interface Phone {
  url: string
  /** The shop whose orders are paid on it: where its page is, and what it was told. */
  shop: { url: string; arrivals: Arrivals }
  menu: MenuEntry[]
  close: () => Promise<void>
}

const readyAfter: Readonly<Record<string, number>> = {
  early: 0,
  normal: 300,
  late: 4000,
  never: -1,
}

export async function startPhone(
  options: PhoneOptions,
  sources: LiveSources,
  wechatDesk: WeChatDesk,
  sheet: SheetDesk,
): Promise<Phone> {
  const publicUrl = new URL(options.publicUrl)
  const backend = new URL(options.backendUrl)
  const pages = new URL(options.pagesUrl ?? options.backendUrl)
  const framesAddress = `${sources.wechat.openUrl}${framesPath}`
  const authorise = `${sources.wechat.openUrl}/connect/oauth2/authorize`
  // A checkout at the root of its host leaves the shell no `/`.
  const shellPath = publicUrl.pathname === '/' ? '/__wechat/' : '/'

  const api = new URL('api/', publicUrl).pathname
  const behind = (url: string) => (url.startsWith(api) ? backend : pages)

  const shop =
    options.merchantKey === undefined
      ? null
      : createMerchant(new URL(publicUrl.pathname, backend), options.merchantKey)
  const names = nameOrders(sources.wechatpay, shop)
  const site = openShop({
    merchantName: options.merchantName,
    secrets: options.notifySecrets,
    clock: wechatDesk.clock,
    faults: sources.faults,
    messages: sources.messages,
    merchant: shop,
  })

  function webView(): WebView {
    const { platform } = sources.faults.get()
    return {
      publicUrl,
      bridgePath: platform === 'browser' ? null : '/__wechat/bridge.js',
      userAgent: userAgentOf(platform),
      framesAddress,
      refuseRedirect: (location) =>
        location.startsWith(authorise) && !location.endsWith('#wechat_redirect')
          ? '请在微信客户端打开链接'
          : null,
    }
  }

  async function bridge(): Promise<string> {
    const faults = sources.faults.get()
    const config = {
      userAgent: userAgentOf(faults.platform),
      frames: framesAddress,
      readyAfter: readyAfter[faults.bridge_ready] ?? 300,
    }
    return `(() => {\nconst bridgeConfig = ${JSON.stringify(config)};\n${await script('bridge')}\n})()`
  }

  async function asset(name: string, response: ServerResponse): Promise<boolean> {
    const make = {
      'bridge.js': bridge,
      'shell.js': () => script('shell'),
      'shell.css': () => styles('shell'),
    }[name]
    if (!make) return false
    const type = name.endsWith('.css') ? 'text/css' : 'text/javascript'
    const headers = { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store' }
    reply(response, 200, headers, await make())
    return true
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/'
    const path = url.split('?')[0] ?? '/'
    if (path === shellPath) {
      const { menu, merchantName } = options
      const holder = holderOf(request, wechatDesk).id
      return replyHtml(
        response,
        200,
        shellPage({ menu, merchantName, publicUrl: publicUrl.href, holder }),
      )
    }
    if (await serveShop(site, request, response)) return
    // Only here: the product knows nothing of this page.
    if (path === `${api}docs`) {
      // Made anew each time, a second or two: what it is made of changes while somebody works on it.
      const { html, policy } = await drawApiDocs(new URL(`${api}openapi.json`, backend))
      const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }
      return reply(response, 200, { ...headers, 'Content-Security-Policy': policy }, html)
    }
    if (path === '/__sandbox/events') return streamLive(response, sources, names)
    if (path.startsWith('/__sandbox/')) {
      const desk = { sheet, wechatDesk, sources, origin: publicUrl.origin, shop, names }
      return runCommand(path.slice('/__sandbox/'.length), desk, request, response)
    }
    if (path.startsWith('/__wechat/') && (await asset(path.slice(10), response))) return
    // Typed into a real browser, an address opens in the phone it belongs to.
    const typed = request.headers['sec-fetch-dest'] === 'document'
    if (typed && !(request.headers['user-agent'] ?? '').includes('MicroMessenger')) {
      const within = `${shellPath}?open=${encodeURIComponent(url)}`
      return reply(response, 302, { Location: within, 'Cache-Control': 'no-store' }, '')
    }
    passOn(request, response, behind(path), webView())
  }

  const listener = await listen(
    (request, response) => void handle(request, response).catch(() => response.destroy()),
    options.port,
    options.host,
  )
  const sockets = new Set<{ destroy: () => void }>()
  listener.server.on('upgrade', (request, socket, first) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    passSocket(request, socket, first, behind(request.url ?? '/'))
  })
  return {
    url: `${publicUrl.origin}${shellPath}`,
    shop: { url: `${publicUrl.origin}${shopPath}`, arrivals: site.arrivals },
    menu: options.menu,
    async close() {
      for (const socket of sockets) socket.destroy()
      await listener.close()
    },
  }
}
