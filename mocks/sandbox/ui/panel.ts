import { text } from '../text'
import type { Text } from '../text'
import { createChargeList } from './charge-list'
import { command, h } from './dom'
import { countWrong } from './fault-count'
import { createFaultList } from './fault-list'
import { createGatewaySwitch } from './gateway-switch'
import type { Live } from './live'
import { createMessageList } from './message-list'
import type { PhoneUi } from './phone'
import { createPlatforms } from './platforms'
import { language, say } from './text'

const intro = text(
  '左边是一部装着沙箱微信的手机。从公众号菜单付一笔，右边会逐条解释经过的消息；打开一个开关，看收银台怎样应对。',
  '左邊是一支裝著沙箱微信的手機。從公眾號選單付一筆，右邊會逐則解釋經過的訊息；打開一個開關，看收銀台怎樣應對。',
  'On the left, a phone with a stand-in WeChat. Pay from the account’s menu and watch the messages explain themselves; then flip a switch and see how the checkout copes.',
)
const silence = text(
  '页面的 CSP 缺少 frame-src weixin:，JSBridge 已失声。',
  '頁面的 CSP 缺少 frame-src weixin:，JSBridge 已失聲。',
  'The page’s CSP lacks frame-src weixin:, so the bridge has gone silent.',
)

function quiet(words: Text, name: string): HTMLElement {
  const click = () => void command(name)
  return h('button', { type: 'button', class: 'quiet', text: say(words), on: { click } })
}

function shopLink(): HTMLElement {
  const link = h('a', { class: 'quiet', text: say(text('商家 ↗', '商家 ↗', 'The shop ↗')) })
  link.href = '/__shop/'
  link.target = '_blank'
  return link
}

function part(name: string, title: Text, ...content: HTMLElement[]): HTMLElement {
  const [first, ...rest] = content
  const heading = h('h2', {}, say(title), first)
  return h('section', { class: `part ${name}` }, heading, ...rest)
}

/** Beside the phone: what goes wrong, what was charged, and every message that passes. */
export function createPanel(live: Live, phone: PhoneUi): HTMLElement {
  const count = h('span', { class: 'count' })
  live.onState(({ faults }) => {
    const on = countWrong(faults)
    count.textContent = on === 0 ? '' : say(text(`${on} 项打开`, `開啟 ${on} 項`, `${on} on`))
  })
  const reset = quiet(text('全部恢复', '全部恢復', 'Reset'), 'reset')
  const panel = h(
    'main',
    { class: 'panel' },
    h(
      'header',
      { class: 'intro' },
      h('h1', { text: say(text('沙箱', '沙箱', 'Sandbox')) }, shopLink()),
      h('p', { text: say(intro) }),
      h('p', { class: 'alarm', text: say(silence) }),
    ),
    part(
      'faults-part',
      text('让什么出错', '讓什麼出錯', 'What goes wrong'),
      h('span', { class: 'aside' }, count, reset),
      createPlatforms(live, phone.refresh),
      createGatewaySwitch(live),
      createFaultList(live),
    ),
    part(
      'charges-part',
      text('支付单', '付款單', 'Charges'),
      quiet(text('立即送达通知', '立即送達通知', 'Deliver webhooks now'), 'flush'),
      createChargeList(live),
    ),
    part(
      'messages-part',
      text('经过的消息', '經過的訊息', 'Messages'),
      quiet(text('清空', '清空', 'Clear'), 'clear'),
      createMessageList(live),
    ),
  )
  // The reader's language, not the phone's: quotation marks are set by it.
  panel.lang = language
  return panel
}
