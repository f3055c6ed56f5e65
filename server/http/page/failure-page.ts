import type { FastifyRequest } from 'fastify'
import type { CheckoutError } from '../../contract/errors'
import { explain, notPaid, retry } from '../../locales/failures'

/**
 * Whether this answer is shown to a person as a page. Every WebView sends `Accept: text/html` then; newer
 * ones also send `Sec-Fetch-Mode`, which tells navigations from requests of scripts.
 */
export function isNavigation({ method, headers }: FastifyRequest): boolean {
  const mode = headers['sec-fetch-mode']
  if (method !== 'GET') return false
  if (mode !== undefined) return mode === 'navigate'
  const { accept = '' } = headers
  return accept.includes('text/html') && !accept.includes('json')
}

/**
 * The error page, where an API client gets a problem document. It contains nothing of the request: the link
 * to try again is the empty address, which is the present one.
 */
export function failurePage(error: CheckoutError): string {
  const { zh, en, again } = explain(error)
  const link = again ? `<a href="">${retry.zh} <span lang="en">${retry.en}</span></a>` : ''
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
      ${link}
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
