import { text } from '../text'
import { h } from './dom'
import type { Live } from './live'
import { countWrong } from './fault-count'
import { language, say } from './text'

const tabs = [
  ['phone', text('手机', '手機', 'Phone')],
  ['faults', text('出错', '出錯', 'Faults')],
  ['charges', text('付款', '付款', 'Charges')],
  ['messages', text('消息', '訊息', 'Messages')],
] as const

/** On a phone there is room for one thing at a time: the phone itself, or a part of the panel. */
export function createTabs(live: Live): HTMLElement {
  const count = h('em')
  const buttons = tabs.map(([name, words]) => ({
    name,
    element: h(
      'button',
      { type: 'button', text: say(words), on: { click: () => show(name) } },
      name === 'faults' && count,
    ),
  }))

  function show(chosen: string): void {
    document.body.dataset['tab'] = chosen
    for (const { name, element } of buttons) {
      element.setAttribute('aria-pressed', String(name === chosen))
    }
  }

  live.onState(({ faults }) => {
    const wrong = countWrong(faults)
    count.textContent = wrong === 0 ? '' : String(wrong)
  })
  show('phone')
  const bar = h(
    'nav',
    { class: 'tabs', label: say(text('沙箱', '沙箱', 'Sandbox')) },
    ...buttons.map(({ element }) => element),
  )
  bar.lang = language
  return bar
}
