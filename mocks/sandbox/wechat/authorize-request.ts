import type { Scope } from './codes'

export interface AuthorizeRequest {
  redirectUri: string
  scope: Scope
  state: string
}

export interface AuthorizeError {
  code: number | null
  message: string
}

const documentedOrder = ['appid', 'redirect_uri', 'response_type', 'scope', 'state']
const allowedAfter = ['connect_redirect', 'forcePopup', 'forceSnapShot']

const refuse = (code: number | null, message: string): AuthorizeError => ({ code, message })

function readRedirect(raw: string, authorisedHost: string | null): string | AuthorizeError {
  const mismatch = refuse(10003, 'redirect_uri 域名与后台配置不一致')
  // `:` and `/` left bare mean that it was not encoded; the address would be cut at its first `&`.
  if (/[:/?]/.test(raw)) return mismatch
  let address: URL
  try {
    address = new URL(decodeURIComponent(raw))
  } catch {
    return mismatch
  }
  if (!/^https?:$/.test(address.protocol)) return mismatch
  if (authorisedHost !== null && address.host !== authorisedHost) return mismatch
  return address.href
}

/** Read from the raw query: order and encoding count, and a parser would hide both. */
export function readAuthorize(
  rawQuery: string,
  appId: string,
  authorisedHost: string | null,
): AuthorizeRequest | AuthorizeError {
  const pairs = rawQuery.split('&').map((pair) => {
    const [name = '', value = ''] = pair.split(/=(.*)/s)
    return { name, value }
  })
  const value = (name: string) => pairs.find((pair) => pair.name === name)?.value ?? ''
  if (!value('appid')) return refuse(10012, 'appid 不能为空')
  if (!value('redirect_uri')) return refuse(10011, 'redirect_uri 不能为空')
  if (!value('scope')) return refuse(10010, 'scope 不能为空')
  if (!value('state')) return refuse(10013, 'state 不能为空')
  const names = pairs.map((pair) => pair.name)
  const expected = documentedOrder.every((name, index) => names[index] === name)
  const rest = names.slice(documentedOrder.length)
  if (!expected || rest.some((name) => !allowedAfter.includes(name))) {
    return refuse(null, '该链接无法访问')
  }
  if (value('appid') !== appId) return refuse(null, 'AppID 参数错误')
  if (value('response_type') !== 'code') return refuse(null, 'response_type 参数错误')
  const scope = value('scope')
  if (scope !== 'snsapi_base' && scope !== 'snsapi_userinfo') {
    return refuse(10005, 'Scope 参数错误或没有 Scope 权限')
  }
  const state = value('state')
  if (!/^[a-zA-Z0-9]{1,128}$/.test(state)) return refuse(null, 'state 参数错误')
  const redirectUri = readRedirect(value('redirect_uri'), authorisedHost)
  return typeof redirectUri === 'string' ? { redirectUri, scope, state } : redirectUri
}

/** The query goes before any `#`, as WeChat puts it. */
export function returnAddress(redirectUri: string, answer: Record<string, string>): string {
  const address = new URL(redirectUri)
  for (const [name, value] of Object.entries(answer)) address.searchParams.set(name, value)
  return address.href
}
