import { text } from '../text'
import { choice, option, usual } from './control'
import type { FaultGroup } from './control'

/** How the shop's own server answers a notification. */
export const shopAnswers = choice(
  'shop_answers',
  text('商家的服务器', '商家的伺服器', 'The shop’s server'),
  [
    usual,
    option('500', text('回答 500', '回答 500', 'answers 500')),
    option('hang', text('一直不回答', '一直不回答', 'hangs')),
    option('late', text('12 秒后才回答', '12 秒後才回答', 'answers after 12 s')),
    option('down', text('断开连接', '斷開連線', 'is down')),
    option('410', text('回答 410，不要了', '回答 410，不要了', 'answers 410: no more')),
  ],
)

export const tellingTheShop: FaultGroup = {
  title: text('收银台通知商家', '收銀台通知商家', 'The checkout tells the shop'),
  controls: [shopAnswers],
}
