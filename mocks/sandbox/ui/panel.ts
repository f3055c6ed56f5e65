import { text } from '../text'
import { command, h } from './dom'
import { createFaultList } from './fault-list'
import { createChargeList } from './charge-list'
import { createMessageList } from './message-list'
import type { Live } from './live'
import { createPlatforms } from './platforms'
import type { PhoneUi } from './phone'
import { language, say } from './say'

/** Beside the phone: what goes wrong, what was charged, and every message that passes. */
export function createPanel(live: Live, phone: PhoneUi): HTMLElement {
  const count = h('span', { class: 'count' })
  live.onState(({ faults }) => {
    const wrong = Object.entries(faults).filter(
      ([name, value]) => name !== 'platform' && Boolean(value) && value !== 'normal',
    )
    const on = wrong.length
    count.textContent = on === 0 ? '' : say(text(`${on} 项打开`, `開啟 ${on} 項`, `${on} on`))
  })
  const reset = h('button', {
    type: 'button',
    class: 'quiet',
    text: say(text('全部恢复', '全部恢復', 'Reset')),
    on: { click: () => void command('reset') },
  })
  const back = h('button', {
    type: 'button',
    class: 'quiet only-narrow',
    text: say(text('回到手机', '回到手機', 'Back to the phone')),
    on: { click: phone.showPanel },
  })
  const flush = h('button', {
    type: 'button',
    class: 'quiet',
    text: say(text('立即送达通知', '立即送達通知', 'Deliver webhooks now')),
    on: { click: () => void command('flush') },
  })
  const intro = say(
    text(
      '左边是一部装着沙箱微信的手机。从公众号菜单付一笔，右边会逐条解释经过的消息；打开一个开关，看收银台怎样应对。',
      '左邊是一支裝著沙箱微信的手機。從公眾號選單付一筆，右邊會逐則解釋經過的訊息；打開一個開關，看收銀台怎樣應對。',
      'On the left, a phone with a stand-in WeChat. Pay from the account’s menu and watch the messages explain themselves; then flip a switch and see how the checkout copes.',
    ),
  )
  const column = (name: string, heading: HTMLElement, ...content: HTMLElement[]) =>
    h('section', { class: `column ${name}` }, heading, ...content)
  const alarm = h('p', {
    class: 'alarm',
    text: say(
      text(
        '页面的 CSP 缺少 frame-src weixin:，JSBridge 已失声。',
        '頁面的 CSP 缺少 frame-src weixin:，JSBridge 已失聲。',
        'The page’s CSP lacks frame-src weixin:, so the bridge has gone silent.',
      ),
    ),
  })
  const panel = h(
    'main',
    { class: 'panel' },
    h(
      'header',
      { class: 'intro' },
      h(
        'div',
        {},
        h('h1', { text: say(text('沙箱', '沙箱', 'Sandbox')) }),
        h('p', { text: intro }),
        alarm,
      ),
      back,
    ),
    column(
      'faults',
      h('h2', {}, say(text('让什么出错', '讓什麼出錯', 'What goes wrong')), count, reset),
      createPlatforms(live, phone.refresh),
      createFaultList(live),
    ),
    column(
      'traffic',
      h('h2', {}, say(text('支付单', '付款單', 'Charges')), flush),
      createChargeList(live),
      h('h2', {}, say(text('经过的消息', '經過的訊息', 'Messages'))),
      createMessageList(live),
    ),
  )
  // The reader's language, not the phone's: quotation marks are set by it.
  panel.lang = language
  return panel
}
