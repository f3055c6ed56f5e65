import type { Payer } from './payers'

export function escapeHtml(text: string): string {
  const names: Record<string, string> = {
    '&': 'amp',
    '<': 'lt',
    '>': 'gt',
    '"': 'quot',
    "'": '#39',
  }
  return text.replace(/[&<>"']/g, (sign) => `&${names[sign] ?? ''};`)
}

const style = `
:root{color-scheme:light dark;--ground:#ededed;--card:#fff;--ink:#181818;--quiet:#7f7f7f;--line:#0000001a;--green:#07c160}
@media(prefers-color-scheme:dark){:root{--ground:#111;--card:#1e1e1e;--ink:#d6d6d6;--quiet:#8a8a8a;--line:#ffffff1f}}
*{box-sizing:border-box}body{margin:0;min-height:100vh;font:16px/1.5 -apple-system,"PingFang SC","Noto Sans CJK SC","Noto Sans SC",sans-serif;background:var(--ground);color:var(--ink)}
.error{padding:96px 32px;text-align:center}.error b{display:grid;place-items:center;width:72px;height:72px;margin:0 auto 24px;border-radius:50%;background:#10aeff;color:#fff;font-size:40px}
.error p{margin:0 0 8px;font-size:18px}.error small{color:var(--quiet);font-size:14px}
.scrim{display:flex;flex-direction:column;justify-content:flex-end;min-height:100vh;background:#0006}
.consent{padding:28px 24px 40px;border-radius:14px 14px 0 0;background:var(--card)}
.consent header{display:flex;gap:10px;align-items:center;font-size:15px}
.logo{display:grid;place-items:center;width:28px;height:28px;border-radius:6px;background:#a8433f;color:#fff;font-size:14px}
h1{margin:22px 0 6px;font-size:21px;font-weight:600}.why{margin:0 0 18px;color:var(--quiet);font-size:14px}
.who{display:flex;gap:12px;align-items:center;padding:14px 0;border:solid var(--line);border-width:1px 0}
.face{display:grid;place-items:center;width:44px;height:44px;border-radius:6px;color:#fff;font-size:20px}.who span{display:block}.who small{color:var(--quiet)}
.buttons{display:flex;gap:14px;justify-content:center;margin-top:36px}
.buttons a{width:124px;padding:9px 0;border-radius:8px;background:#8080801f;color:var(--green);text-align:center;text-decoration:none;font-weight:500}.buttons a.yes{background:var(--green);color:#fff}`

function page(title: string, body: string): string {
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<title>${escapeHtml(title)}</title><style>${style}</style>${body}</html>`
}

export function errorPage(message: string, code: number | null): string {
  const number = code === null ? '' : `<small>错误码：${code}</small>`
  return page('出错了', `<main class="error"><b>i</b><p>${escapeHtml(message)}</p>${number}</main>`)
}

export function consentPage(asks: {
  account: string
  payer: Payer
  allow: string
  refuse: string
}): string {
  const { account, payer, allow, refuse } = asks
  const initial = escapeHtml(account.slice(0, 1))
  const face = escapeHtml(payer.nickname.slice(0, 1))
  return page(
    '微信授权',
    `<main class="scrim"><section class="consent">
<header><span class="logo">${initial}</span>${escapeHtml(account)}　申请使用</header>
<h1>你的昵称、头像</h1><p class="why">用于在结账页显示你的身份</p>
<div class="who"><i class="face" style="background:${payer.colour};font-style:normal">${face}</i>
<div><span>${escapeHtml(payer.nickname)}</span><small>微信个人信息</small></div></div>
<div class="buttons"><a class="no" href="${escapeHtml(refuse)}">拒绝</a>
<a class="yes" href="${escapeHtml(allow)}">允许</a></div></section></main>`,
  )
}
