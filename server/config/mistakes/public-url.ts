/** WeChat identifies the checkout by a domain name on the default port: 网页授权域名 and 支付授权目录 accept nothing else. */
import { isIP } from 'node:net'
import { isLoopback } from '../addresses'
import { optional } from '../variables/variables'
import { wrong, type Finding } from './finding'
import type { ConfigInput } from './config-input'

export function mistakesInPublicUrl({ env, config }: ConfigInput): Finding[] {
  const text = optional(env, 'PUBLIC_URL') ?? ''
  if (!URL.canParse(text)) return []
  const url = new URL(text)
  if (isLoopback(url.hostname)) return config ? loopbackBesideWechat(config.wechat.apiUrl) : []
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return [
    ...(url.port === ''
      ? []
      : [
          wrong(
            'port_in_public_url',
            `PUBLIC_URL has the port ${url.port}. WeChat’s 网页授权域名 and 支付授权目录 do not accept a port.`,
            'Serve the checkout on port 443, and set PUBLIC_URL without a port.',
          ),
        ]),
    ...(isIP(host) === 0
      ? []
      : [
          wrong(
            'ip_in_public_url',
            'PUBLIC_URL has an IP address. WeChat’s 网页授权域名 only accepts domain names.',
            'Use a domain with an ICP filing (备案) in PUBLIC_URL, and enter it at 公众平台 “设置与开发” → “公众号设置” → “功能设置” → “网页授权域名”.',
          ),
        ]),
    ...(url.protocol !== 'http:'
      ? []
      : [
          wrong(
            'http_public_url',
            'PUBLIC_URL is not https.',
            'Get a certificate for the domain, and begin PUBLIC_URL with https://.',
          ),
        ]),
    ...(/(^|\.)example\.(com|org|net)$/.test(host)
      ? [
          wrong(
            'example_public_url',
            'PUBLIC_URL is still the example’s address.',
            'Set your own domain, the one that you enter as 网页授权域名.',
          ),
        ]
      : []),
  ]
}

function loopbackBesideWechat(apiUrl: string): Finding[] {
  if (isLoopback(new URL(apiUrl).hostname)) return []
  return [
    wrong(
      'loopback_public_url',
      'PUBLIC_URL is an address of this server itself: neither phones nor webhooks can reach it.',
      'Set the public https address, the one that is registered as 支付授权目录.',
    ),
  ]
}
