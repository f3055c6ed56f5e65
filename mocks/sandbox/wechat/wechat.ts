import { listen } from '../http'
import { createApi } from './api'
import { createCodes } from './codes'
import type { Scope } from './codes'
import type { WeChatDesk } from './wechat-deps'
import { createOpen } from './authorize-page'
import { errorPage } from './pages'
import type { Payer } from './payers'
import { reply, replyHtml } from '../http'
import { isFrame } from './frames'

export interface WeChat {
  openUrl: string
  apiUrl: string
  appId: string
  appSecret: string
  /** A fresh code, as though the authorise page had just sent it. */
  grantCode: (grant: { payer?: Payer; scope?: Scope; snapshot?: boolean }) => string
  holder: Payer
  authorisedHost: string | null
  close: () => Promise<void>
}

export async function startWeChat(desk: WeChatDesk, host: string, port: number): Promise<WeChat> {
  const codes = createCodes(desk.clock)
  const open = createOpen(desk, codes)
  const api = createApi(desk, codes)
  const listener = await listen(
    (request, response) => {
      const url = new URL(request.url ?? '/', 'http://wechat.invalid')
      if (isFrame(url.pathname)) return reply(response, 204, {}, '')
      if (request.method === 'GET' && open(request, response, url)) return
      if (request.method === 'GET' && api(request, response, url)) return
      replyHtml(response, 404, errorPage('页面不存在', null))
    },
    port,
    host,
  )
  const address = `http://${host}:${listener.port}`
  return {
    openUrl: address,
    apiUrl: address,
    appId: desk.appId,
    appSecret: desk.appSecret,
    grantCode: ({ payer = desk.holder, scope = 'snsapi_base', snapshot = false }) =>
      codes.grant(payer, scope, snapshot),
    get holder() {
      return desk.holder
    },
    set holder(payer) {
      desk.holder = payer
    },
    get authorisedHost() {
      return desk.authorisedHost
    },
    set authorisedHost(name) {
      desk.authorisedHost = name
    },
    close: listener.close,
  }
}
