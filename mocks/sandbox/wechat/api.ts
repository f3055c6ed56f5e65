import type { IncomingMessage, ServerResponse } from 'node:http'
import { reply } from '../http'
import type { JsonObject } from '../json'
import { pretty } from '../messages'
import { randomHex } from '../random'
import type { Codes, Grant } from './codes'
import type { WeChatDesk } from './wechat-deps'
import { aboutCode } from './explain'

const errors: Readonly<Record<number, string>> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40029: 'invalid code',
  40125: 'invalid appsecret',
  40163: 'code been used',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41008: 'missing code',
  42003: 'code expired',
  45011: 'api minute-quota reach limit  must slower  retry next minute',
  48001: 'api unauthorized',
}

function failure(errcode: number): JsonObject {
  return { errcode, errmsg: `${errors[errcode] ?? 'error'}, rid: ${randomHex(24)}` }
}

function exchange(query: URLSearchParams, desk: WeChatDesk, codes: Codes): Grant | number {
  const appId = query.get('appid')
  if (!appId) return 41002
  if (appId !== desk.appId) return 40013
  const secret = query.get('secret')
  if (!secret) return 41004
  if (secret !== desk.appSecret) return 40125
  const code = query.get('code')
  if (!code) return 41008
  if (query.get('grant_type') !== 'authorization_code') return 40002
  return codes.redeem(code)
}

/** api.weixin.qq.com: HTTP 200 whatever happens, and JSON that calls itself plain text. */
export function createApi(desk: WeChatDesk, codes: Codes) {
  const tokens = new Map<string, Grant>()

  function token(query: URLSearchParams): JsonObject {
    const grant = exchange(query, desk, codes)
    if (typeof grant === 'number') return failure(grant)
    const accessToken = `${randomHex(80)}_sandbox`
    tokens.set(accessToken, grant)
    return {
      access_token: accessToken,
      expires_in: 7200,
      refresh_token: `${randomHex(80)}_refresh`,
      openid: grant.snapshot ? grant.payer.virtualOpenid : grant.payer.openid,
      scope: grant.scope,
      ...(grant.scope === 'snsapi_userinfo' ? { unionid: grant.payer.unionid } : {}),
      ...(grant.snapshot ? { is_snapshotuser: 1 } : {}),
    }
  }

  function userinfo(query: URLSearchParams): JsonObject {
    const grant = tokens.get(query.get('access_token') ?? '')
    if (!grant) return failure(40001)
    if (query.get('openid') !== grant.payer.openid && !grant.snapshot) return failure(40003)
    if (grant.scope !== 'snsapi_userinfo' || grant.snapshot) return failure(48001)
    const { openid, nickname, unionid } = grant.payer
    const empty = { sex: 0, province: '', city: '', country: '', privilege: [] }
    return { openid, nickname, headimgurl: '', unionid, ...empty }
  }

  const calls: Readonly<Record<string, (query: URLSearchParams) => JsonObject>> = {
    '/sns/oauth2/access_token': token,
    '/sns/userinfo': userinfo,
  }

  return (request: IncomingMessage, response: ServerResponse, url: URL): boolean => {
    const call = calls[url.pathname]
    if (!call) return false
    const { wechat_api: fault, wechat_slow: slow } = desk.faults.get()
    const shown = pretty(JSON.stringify(Object.fromEntries(url.searchParams)))
    const record = (status: number | null, body: string) =>
      desk.messages.add({
        payment: null,
        from: 'checkout',
        to: 'wechat',
        method: request.method ?? '',
        path: url.pathname,
        status,
        request: shown,
        response: pretty(body),
        signed: null,
        signatureHolds: null,
        about: aboutCode,
      })
    const answer = () => {
      if (fault === 'down') {
        record(null, 'connection cut')
        response.destroy()
        return
      }
      const body = JSON.stringify(fault ? failure(Number(fault)) : call(url.searchParams))
      record(200, body)
      reply(response, 200, { 'Content-Type': 'text/plain' }, body)
    }
    if (slow > 0) void desk.clock.pause(slow).then(answer)
    else answer()
    return true
  }
}
