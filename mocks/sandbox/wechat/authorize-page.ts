import type { IncomingMessage, ServerResponse } from 'node:http'
import { header, reply, replyHtml } from '../http'
import { readAuthorize, returnAddress } from './authorize-request'
import type { Codes } from './codes'
import { payerById } from './wechat-deps'
import type { WeChatDesk } from './wechat-deps'
import { aboutAuthorize } from './explain'
import { consentPage, errorPage } from './pages'
import type { Payer } from './payers'

/** The shell's cookie with the phone's user, so that two browsers can be two people. */
export const holderCookie = '__wechat_holder'

export function holderOf(request: IncomingMessage, desk: WeChatDesk): Payer {
  const named = `${holderCookie}=`
  const cookie = header(request, 'cookie')
    .split('; ')
    .find((one) => one.startsWith(named))
  return payerById(desk, cookie?.slice(named.length)) ?? desk.holder
}

/** open.weixin.qq.com: the page that gives a person a code. */
export function createOpen(desk: WeChatDesk, codes: Codes) {
  return (request: IncomingMessage, response: ServerResponse, url: URL): boolean => {
    if (url.pathname !== '/connect/oauth2/authorize') return false
    const record = (status: number, answer: string) =>
      desk.messages.add({
        payment: null,
        from: 'phone',
        to: 'wechat',
        method: 'GET',
        path: url.pathname,
        status,
        request: url.search.slice(1).replaceAll('&', '\n'),
        response: answer,
        signed: null,
        signatureHolds: null,
        about: aboutAuthorize,
      })
    const fail = (message: string, code: number | null) => {
      record(200, `${message} ${code ?? ''}`)
      replyHtml(response, 200, errorPage(message, code))
      return true
    }
    const { platform, snapshot_user: snapshot, consent_refused: refused } = desk.faults.get()
    if (platform === 'browser' || platform === 'wxwork') {
      return fail('请在微信客户端打开链接', null)
    }
    const asked = readAuthorize(url.search.slice(1), desk.appId, desk.authorisedHost)
    if ('message' in asked) return fail(asked.message, asked.code)
    const { redirectUri, scope, state } = asked
    const payer = holderOf(request, desk)
    const granted = () =>
      returnAddress(redirectUri, { code: codes.grant(payer, scope, snapshot), state })
    const denied = returnAddress(redirectUri, { state })
    // A snapshot page skips the prompt, which is why its openid is virtual.
    if (scope === 'snsapi_userinfo' && !snapshot && !refused) {
      record(200, '授权页 consent page')
      const asks = { account: desk.accountName, payer, allow: granted(), refuse: denied }
      replyHtml(response, 200, consentPage(asks))
      return true
    }
    const target = refused ? denied : granted()
    record(302, target)
    reply(response, 302, { Location: target, 'Cache-Control': 'no-store' }, '')
    return true
  }
}
