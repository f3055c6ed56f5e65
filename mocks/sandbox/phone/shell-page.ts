import { escapeHtml } from '../wechat/pages'
import type { MenuEntry } from './phone'

export interface ShellSetting {
  menu: MenuEntry[]
  merchantName: string
  publicUrl: string
  holder: string
}

/** Markup is made by the script; here is only what it starts from. */
export function shellPage(setting: ShellSetting): string {
  const data = JSON.stringify(setting).replace(/</g, '\\u003c')
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(setting.merchantName)} · 沙箱微信</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/__wechat/shell.css">
</head>
<body>
<script type="application/json" id="setting">${data}</script>
<script src="/__wechat/shell.js"></script>
</body>
</html>`
}
