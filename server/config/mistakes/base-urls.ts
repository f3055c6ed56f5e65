/** Base addresses of gateways: each call appends its own path. */
import type { Config } from '../config'
import { wrong, type Finding } from './finding'
import type { ConfigInput } from './config-input'

export function mistakesInBaseUrls({ config }: ConfigInput): Finding[] {
  if (!config) return []
  const { paymax, wechatpay } = config.gateways
  const { openUrl, apiUrl } = config.wechat
  return [
    ...(paymax && /\/v1(\/|$)/.test(new URL(paymax.baseUrl).pathname)
      ? [tooMuch('PAYMAX_BASE_URL', 'https://www.paymax.cc/merchant-api')]
      : []),
    ...(paymax && isPaymaxWithoutPath(paymax.baseUrl)
      ? [
          wrong(
            'base_url_path',
            'The path /merchant-api is missing from PAYMAX_BASE_URL.',
            'Set https://www.paymax.cc/merchant-api, or remove PAYMAX_BASE_URL.',
          ),
        ]
      : []),
    ...withPath('WECHATPAY_BASE_URL', wechatpay?.baseUrl, 'https://api.mch.weixin.qq.com'),
    ...withPath('WECHATPAY_BACKUP_URL', wechatpay?.backupUrl, 'https://api2.mch.weixin.qq.com'),
    ...withPath('WECHAT_OPEN_URL', openUrl, 'https://open.weixin.qq.com'),
    ...withPath('WECHAT_API_URL', apiUrl, 'https://api.weixin.qq.com'),
    ...swapped(config),
  ]
}

const isPaymaxWithoutPath = (url: string) => {
  const { hostname, pathname } = new URL(url)
  return hostname.endsWith('paymax.cc') && pathname === '/'
}

function withPath(name: string, url: string | null | undefined, usual: string): Finding[] {
  return url && new URL(url).pathname !== '/' ? [tooMuch(name, usual)] : []
}

function tooMuch(name: string, usual: string): Finding {
  return wrong(
    'base_url_path',
    `${name} contains a path that does not belong there: each call appends its own.`,
    `Set ${usual}, or remove ${name}.`,
  )
}

function swapped({ wechat }: Config): Finding[] {
  const [open, api] = [new URL(wechat.openUrl).hostname, new URL(wechat.apiUrl).hostname]
  if (open !== 'api.weixin.qq.com' && api !== 'open.weixin.qq.com') return []
  return [
    wrong(
      'wechat_urls_swapped',
      'WECHAT_OPEN_URL has the host of WECHAT_API_URL, or the other way round.',
      'Remove both. The defaults are https://open.weixin.qq.com and https://api.weixin.qq.com.',
    ),
  ]
}
