import { expect, test } from 'vitest'
import { pairs, readText } from './pages'

/** What the trade calls otherwise: one word for one thing, and the one that WeChat’s and Paymax’s consoles use. */
const otherwise: Readonly<Record<string, RegExp>> = {
  公众号: /官方账号|官方帐号|公共号|公众帐号/,
  商户号: /商家号|商户ID|商户编号/,
  支付授权目录: /付款授权目录|支付目录(?!域)|授权支付目录/,
  订单: /定单/,
  退款: /退费|返款/,
  '通知（来自 Paymax）': /网络钩子|网钩|异步回调|支付回调/,
  沙箱: /沙盒/,
  账号: /帐号|帐户/,
  登录: /登陆/,
  对账单: /对帐|账单文件/,
  应答: /回應|响应体(?!头)/,
}

const chinese = pairs.map(([zh]) => zh)

test.each(chinese)('%s says what the trade says', (path) => {
  const text = readText(path)
  const said = Object.entries(otherwise)
    .map(([word, wrong]) => [word, wrong.exec(text)?.[0]] as const)
    .filter(([, found]) => found !== undefined)
  expect(said).toEqual([])
})

test.each(chinese)(
  '%s has Chinese signs between Chinese words, and no space before one',
  (path) => {
    const prose = readText(path)
      .replaceAll(/^```[\s\S]*?^```$/gm, '')
      .replaceAll(/`[^`\n]*`/g, 'x')
    expect(
      prose.match(/\p{Script=Han}[,;:?!](?=\s|\p{Script=Han})|\p{Script=Han} [，。；：]/gu),
    ).toBeNull()
  },
)
