import { escapeHtml } from '../wechat/pages'

/** Markup is made by the script; here is only what it starts from. */
export function shopPage(merchantName: string): string {
  const name = escapeHtml(merchantName)
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>${name} · 沙箱商家</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="shop.css">
</head>
<body data-merchant="${name}">
<script src="shop.js"></script>
</body>
</html>`
}
