import { h, yuan } from './dom'
import type { ChargeLine } from '../charge-line'
import type { Live, Setting } from './live'

interface Hands {
  open: (address: string) => void
  choosePayer: () => void
}

type Entry = Setting['menu'][number]

/** What the card says of its order, as far as the charges tell. */
function stateOf({ payment, message = '' }: Entry, charges: readonly ChargeLine[]) {
  const paid = charges.find((one) => one.payment === payment && one.status === 'SUCCEED')
  if (!paid) return { word: '待支付', told: message }
  const isBack = paid.refunded >= paid.amount
  return isBack
    ? { word: '已退款', told: `${yuan(paid.refunded)} 已退回` }
    : { word: '已支付', told: `已付款 ${yuan(paid.amount)}` }
}

function card(entry: Entry, live: Live, open: () => void): HTMLElement {
  const title = h('b', { text: entry.title })
  const told = h('span', { text: entry.message ?? '' })
  if (entry.payment !== undefined) {
    live.onState(({ charges }) => {
      const state = stateOf(entry, charges)
      title.textContent = `${entry.title} · ${state.word}`
      told.textContent = state.told
    })
  }
  const detail = h('em', { text: '查看详情' })
  return h('button', { class: 'card', type: 'button', on: { click: open } }, title, told, detail)
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
  const welcome = `你好，欢迎来到${setting.merchantName}。点下方菜单就能结账。`
  return h(
    'section',
    { class: 'chat' },
    h(
      'header',
      { class: 'bar' },
      h('i', { class: 'beside' }),
      h('b', { text: setting.merchantName }),
      face,
    ),
    h(
      'div',
      { class: 'talk' },
      h('time', { text: '刚刚' }),
      said(setting, h('p', { class: 'bubble', text: welcome })),
      ...messages.map((entry) =>
        said(
          setting,
          card(entry, live, () => hands.open(addressOf(entry.path))),
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
