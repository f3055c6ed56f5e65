import { h } from './dom'
import type { Live, Setting } from './live'

interface Hands {
  open: (address: string) => void
  choosePayer: () => void
  showPanel: () => void
}

function card(entry: Setting['menu'][number], open: () => void): HTMLElement {
  return h(
    'button',
    { class: 'card', type: 'button', on: { click: open } },
    h('b', { text: entry.title }),
    h('span', { text: entry.message ?? '' }),
    h('em', { text: '查看详情' }),
  )
}

function said(setting: Setting, content: HTMLElement): HTMLElement {
  const logo = h('i', { class: 'logo', text: setting.merchantName.slice(0, 1) })
  return h('div', { class: 'said' }, logo, content)
}

/** The official account's conversation, with its menu at the foot. */
export function createChat(setting: Setting, live: Live, hands: Hands): HTMLElement {
  const addressOf = (path: string) => new URL(path, setting.publicUrl).href
  const messages = setting.menu.filter((entry) => entry.message !== undefined)
  const entries = setting.menu.filter((entry) => entry.message === undefined)
  const face = h('button', {
    class: 'face',
    type: 'button',
    label: '我：切换付款人',
    on: { click: hands.choosePayer },
  })
  live.onState(({ payers, holder }) => {
    const me = payers.find(({ id }) => id === holder)
    face.textContent = me?.nickname.slice(0, 1) ?? ''
    face.style.background = me?.colour ?? ''
  })
  const panelButton = h('button', {
    class: 'to-panel',
    type: 'button',
    text: '⚙',
    label: '沙箱面板',
    on: { click: hands.showPanel },
  })
  const welcome = `你好，欢迎来到${setting.merchantName}。点下方菜单就能结账。`
  return h(
    'section',
    { class: 'chat' },
    h('header', { class: 'bar' }, panelButton, h('b', { text: setting.merchantName }), face),
    h(
      'div',
      { class: 'talk' },
      h('time', { text: '刚刚' }),
      said(setting, h('p', { class: 'bubble', text: welcome })),
      ...messages.map((entry) =>
        said(
          setting,
          card(entry, () => hands.open(addressOf(entry.path))),
        ),
      ),
    ),
    h(
      'nav',
      { class: 'menu', label: '公众号菜单' },
      ...entries.map((entry) =>
        h('button', {
          type: 'button',
          text: entry.title,
          on: { click: () => hands.open(addressOf(entry.path)) },
        }),
      ),
    ),
  )
}
