import { platforms } from '../fault-table/login'
import { text } from '../text'
import { command, h } from './dom'
import type { Live } from './live'
import { say } from './text'

/** What opens the page; the page is loaded anew, as it would be there. */
export function createPlatforms(live: Live, chosen: () => void): HTMLElement {
  const buttons = platforms.map(({ value, text: name }) => ({
    value,
    element: h('button', {
      type: 'button',
      text: say(name),
      on: { click: () => void command('faults', { platform: value }).then(chosen) },
    }),
  }))
  live.onState(({ faults }) => {
    for (const { value, element } of buttons) {
      element.setAttribute('aria-pressed', String(faults.platform === value))
    }
  })
  const label = say(
    text('这部手机用什么打开网页', '這支手機用什麼開啟網頁', 'What opens the page on this phone'),
  )
  const group = h('div', { class: 'segments', label }, ...buttons.map(({ element }) => element))
  group.setAttribute('role', 'group')
  return group
}
