import { text } from '../text'
import { h } from './dom'
import { language, say } from './text'
import { createShopFault } from './shop-fault'
import { listenToShop } from './shop-live'
import { createNotificationList } from './notification-list'
import { createOrderList } from './order-list'

const intro = text(
  '商家自己的系统：它的订单，和收银台发来的每条通知，到一条显示一条。签名用 standardwebhooks 验。让它的服务器出错，看收银台怎样重发。',
  '商家自己的系統：它的訂單，和收銀台發來的每則通知，到一則顯示一則。簽章用 standardwebhooks 驗。讓它的伺服器出錯，看收銀台怎樣重發。',
  'The merchant’s own system: its orders, and every notification of the checkout as it arrives, verified by standardwebhooks. Break its server and see the checkout send again.',
)

const live = listenToShop()
const part = (name: string, title: string, content: HTMLElement) =>
  h('section', { class: `part ${name}` }, h('h2', { text: title }), content)
const merchant = document.body.dataset['merchant'] ?? ''
const main = h(
  'main',
  { class: 'shop' },
  h(
    'header',
    { class: 'intro' },
    h('h1', { text: `${merchant} · ${say(text('商家', '商家', 'the shop'))}` }),
    h('p', { text: say(intro) }),
  ),
  createShopFault(live),
  part('orders-part', say(text('订单', '訂單', 'Orders')), createOrderList(live)),
  part(
    'told-part',
    say(text('收到的通知', '收到的通知', 'Notifications')),
    createNotificationList(live),
  ),
)
document.documentElement.lang = language
main.lang = language
document.body.append(main)
