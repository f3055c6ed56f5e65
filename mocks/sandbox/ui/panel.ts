import { command, h, say } from './dom'
import { createFaultList } from './fault-list'
import { createChargeList } from './charge-list'
import { createMessageList } from './message-list'
import type { Live } from './live'
import { platforms } from './fault-table'
import type { PhoneUi } from './phone'

function segments(live: Live, phone: PhoneUi): HTMLElement {
  const buttons = platforms.map(([value, text]) => ({
    value,
    element: h('button', {
      type: 'button',
      text,
      on: {
        click: () => void command('faults', { platform: value }).then(() => phone.refresh()),
      },
    }),
  }))
  live.onState(({ faults }) => {
    for (const { value, element } of buttons) {
      element.setAttribute('aria-pressed', String(faults.platform === value))
    }
  })
  const label = say('这部手机用什么打开网页', 'What opens the page')
  return h('div', { class: 'segments', label }, ...buttons.map(({ element }) => element))
}

/** Beside the phone: what goes wrong, what was charged, and every message that passes. */
export function createPanel(live: Live, phone: PhoneUi): HTMLElement {
  const count = h('span', { class: 'count' })
  live.onState(({ faults }) => {
    const wrong = Object.entries(faults).filter(
      ([name, value]) => name !== 'platform' && Boolean(value) && value !== 'normal',
    )
    const on = wrong.length
    count.textContent = on === 0 ? '' : say(`${on} 项打开`, `${on} on`)
  })
  const reset = h('button', {
    type: 'button',
    class: 'quiet',
    text: say('全部恢复', 'Reset'),
    on: { click: () => void command('reset') },
  })
  const back = h('button', {
    type: 'button',
    class: 'quiet only-narrow',
    text: say('回到手机', 'Back to the phone'),
    on: { click: phone.showPanel },
  })
  const flush = h('button', {
    type: 'button',
    class: 'quiet',
    text: say('立即送达通知', 'Deliver webhooks now'),
    on: { click: () => void command('flush') },
  })
  const intro = say(
    '左边是一部装着沙箱微信的手机。从公众号菜单付一笔，右边会逐条解释经过的消息；打开一个开关，看收银台怎样应对。',
    'On the left, a phone with a stand-in WeChat. Pay from the account’s menu and watch the messages explain themselves; then flip a switch and see how the checkout copes.',
  )
  const column = (name: string, heading: HTMLElement, ...content: HTMLElement[]) =>
    h('section', { class: `column ${name}` }, heading, ...content)
  const alarm = h('p', {
    class: 'alarm',
    text: say(
      '页面的 CSP 缺少 frame-src weixin:，JSBridge 已失声。',
      'The page’s CSP lacks frame-src weixin:, so the bridge has gone silent.',
    ),
  })
  const panel = h(
    'main',
    { class: 'panel' },
    h(
      'header',
      { class: 'intro' },
      h('div', {}, h('h1', { text: say('沙箱', 'Sandbox') }), h('p', { text: intro }), alarm),
      back,
    ),
    column(
      'faults',
      h('h2', {}, say('让什么出错', 'What goes wrong'), count, reset),
      segments(live, phone),
      createFaultList(live),
    ),
    column(
      'traffic',
      h('h2', {}, say('支付单', 'Charges'), flush),
      createChargeList(live),
      h('h2', {}, say('经过的消息', 'Messages')),
      createMessageList(live),
    ),
  )
  // The reader's language, not the phone's: quotation marks are set by it.
  panel.lang = say('zh-CN', 'en')
  return panel
}
