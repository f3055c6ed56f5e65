import { shopAnswers } from '../fault-table/shop'
import type { FaultOption } from '../fault-table/control'
import { command, h } from './dom'
import { say } from './text'
import type { ShopLive } from './shop-live'

const options: FaultOption[] = ([] as FaultOption[]).concat(
  ...(shopAnswers.choices ?? []).map((group) => group.options),
)

/** How the shop's server behaves from now on: the same switch as the panel's. */
export function createShopFault(live: ShopLive): HTMLElement {
  const buttons = options.map(({ value, text }) => ({
    value,
    element: h('button', {
      type: 'button',
      text: say(text),
      on: { click: () => void command('faults', { shop_answers: value }) },
    }),
  }))
  live.onFault((fault) => {
    for (const { value, element } of buttons) {
      element.setAttribute('aria-pressed', String(value === fault))
    }
  })
  const title = say(shopAnswers.text)
  const group = h(
    'div',
    { class: 'segments', label: title },
    ...buttons.map(({ element }) => element),
  )
  group.setAttribute('role', 'group')
  return h('section', { class: 'server-part' }, h('h2', { text: title }), group)
}
