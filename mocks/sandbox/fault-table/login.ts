import { same, text } from '../text'
import { choice, option, plainSwitch, unhurried, usual } from './control'
import type { FaultGroup } from './control'

export const whoPays: FaultGroup = {
  title: text('微信告知付款人是谁', '微信告知付款人是誰', 'WeChat says who pays'),
  controls: [
    plainSwitch(
      'consent_refused',
      text('付款人不授权', '付款人不授權', 'The payer does not consent'),
    ),
    plainSwitch('snapshot_user', text('快照页里的人', '快照頁裡的人', 'A snapshot page’s user')),
    choice('wechat_api', text('换 openid', '換 openid', 'The openid'), [
      usual,
      option('down', text('没有回答', '沒有回答', 'no answer')),
      option('-1', text('系统繁忙 -1', '系統繁忙 -1', 'system error: -1')),
      option('45011', text('太频繁 45011', '太頻繁 45011', 'too often: 45011')),
      option('40029', text('code 无效 40029', 'code 無效 40029', 'invalid code: 40029')),
      option('40163', text('code 用过 40163', 'code 用過 40163', 'code been used: 40163')),
      option('40125', text('密钥不对 40125', '金鑰不對 40125', 'wrong secret: 40125')),
      option('40013', text('appid 不对 40013', 'appid 不對 40013', 'wrong appid: 40013')),
      option('40001', text('凭证不对 40001', '憑證不對 40001', 'wrong credential: 40001')),
      option('41002', text('缺 appid 41002', '缺 appid 41002', 'no appid: 41002')),
      option('41004', text('缺密钥 41004', '缺金鑰 41004', 'no secret: 41004')),
    ]),
    choice('wechat_slow', text('变慢', '變慢', 'Slow'), [
      unhurried,
      option(3000, same('3 s')),
      option(10_000, same('10 s')),
    ]),
  ],
}

/** What opens the page: most of these are not faults, and some cannot pay. */
export const platforms = [
  option('android', same('Android')),
  option('ios', same('iOS')),
  option('ipad', same('iPad')),
  option('harmony', same('HarmonyOS')),
  option('desktop', text('电脑微信', '電腦版微信', 'Desktop')),
  option('wxwork', text('企业微信', '企業微信', 'WeCom')),
  option('browser', text('浏览器', '瀏覽器', 'Browser')),
]
