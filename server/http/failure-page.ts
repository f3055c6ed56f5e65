import type { FastifyRequest } from 'fastify'
import type { ErrorCode } from '../contract'
import type { CheckoutError } from '../errors'

/**
 * Whether a person waits for this answer in their address bar. Every WebView sends `Accept: text/html`
 * then; those young enough say it outright, and say as well where a script of a page asks.
 */
export function isNavigation({ method, headers }: FastifyRequest): boolean {
  const mode = headers['sec-fetch-mode']
  if (method !== 'GET') return false
  if (mode !== undefined) return mode === 'navigate'
  const { accept = '' } = headers
  return accept.includes('text/html') && !accept.includes('json')
}

interface Words {
  readonly heading: string
  readonly now: string
}

interface Explanation {
  readonly zh: Words
  readonly en: Words
  /** Whether the same address may work in a moment. */
  readonly again: boolean
}

const broken: Explanation = {
  zh: { heading: '页面没有打开', now: '收银台出了点问题，我们已经记录下来。请稍后重试。' },
  en: {
    heading: 'The page did not open',
    now: 'Something went wrong on our side and has been recorded. Please try again in a moment.',
  },
  again: true,
}

const wrongLink: Explanation = {
  zh: {
    heading: '链接打不开',
    now: '这个地址不完整，或不是收银台的地址。请回到商家的消息或公众号菜单，重新打开。',
  },
  en: {
    heading: 'This link does not open',
    now: 'The address is incomplete or not one of this checkout. Open it again from the merchant’s message or menu.',
  },
  again: false,
}

const explained: { readonly [C in ErrorCode]?: Explanation } = {
  rate_limited: {
    zh: { heading: '操作太频繁', now: '请稍等一会儿再试。' },
    en: { heading: 'Too many attempts', now: 'Please wait a little, then try again.' },
    again: true,
  },
  not_ready: {
    zh: { heading: '收银台暂时无法使用', now: '系统正在恢复，请稍后重试。' },
    en: {
      heading: 'The checkout is not available right now',
      now: 'It is being restored. Please try again in a moment.',
    },
    again: true,
  },
}

const notPaid = {
  zh: '这个页面没有发起支付。如果之前已经付款，请先查看微信支付凭证，不要重复付款。',
  en: 'This page has not started a payment. If you have paid before, look at your WeChat Pay records before you pay again.',
}

/**
 * What a person reads where a client reads a problem document. Nothing of the request is in it: the way to
 * try again is the empty address, which is this one.
 */
export function failurePage(error: CheckoutError): string {
  const { zh, en, again } = explained[error.code] ?? (error.status >= 500 ? broken : wrongLink)
  const retry = again ? '<a href="">重试 <span lang="en">Try again</span></a>' : ''
  return `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
    <meta name="color-scheme" content="light dark" />
    <title>${zh.heading}</title>
    <style>${style}</style>
  </head>
  <body>
    <main>
      <svg width="64" height="64" viewBox="0 0 64 64" aria-hidden="true">
        <circle cx="32" cy="32" r="30" fill="#fa9d3b" />
        <path d="M32 16v22M32 44v5" stroke="#fff" stroke-width="5" />
      </svg>
      <h1>${zh.heading}</h1>
      <p>${zh.now}</p>
      <p>${notPaid.zh}</p>
      ${retry}
      <section lang="en">
        <h2>${en.heading}</h2>
        <p>${en.now}</p>
        <p>${notPaid.en}</p>
      </section>
      <p><code>${error.code}</code></p>
    </main>
  </body>
</html>
`
}

const style = `
body {
  margin: 0;
  background: #ededed;
  color: rgba(0, 0, 0, 0.9);
  font: 17px/1.6 -apple-system, 'PingFang SC', 'Noto Sans CJK SC', Arial, sans-serif;
  text-align: center;
}
main { max-width: 400px; margin: 0 auto; padding: 12vh 24px 24px; }
h1 { margin: 16px 0 8px; font-size: 22px; }
h2 { margin: 0 0 8px; font-size: inherit; }
p { margin: 0 0 12px; color: rgba(0, 0, 0, 0.65); }
a {
  display: inline-block;
  box-sizing: border-box;
  min-width: 184px;
  margin: 12px 0;
  padding: 10px 16px;
  border-radius: 8px;
  background: #047a3d;
  color: #fff;
  font-weight: 700;
  text-decoration: none;
}
section, code { font-size: 14px; }
section { margin: 24px 0; }
@media (prefers-color-scheme: dark) {
  body { background: #111; color: rgba(255, 255, 255, 0.8); }
  p { color: rgba(255, 255, 255, 0.6); }
}
`
