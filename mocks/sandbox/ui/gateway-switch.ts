import type { GatewayName } from '../gateway-switch'
import { text } from '../text'
import type { Text } from '../text'
import { command, h } from './dom'
import type { Live } from './live'
import { say } from './text'

const gateways: readonly { name: GatewayName; words: Text }[] = [
  {
    name: 'paymax',
    words: text('新支付走 Paymax', '新付款走 Paymax', 'New payments: Paymax'),
  },
  {
    name: 'wechatpay',
    words: text('新支付走微信支付', '新付款走微信支付', 'New payments: WeChat Pay'),
  },
]

/** Moves new payments to the other gateway. The checkout is started anew, so it takes its moment. */
export function createGatewaySwitch(live: Live): HTMLElement {
  const buttons = gateways.map(({ name, words }) => ({
    name,
    element: h('button', { type: 'button', text: say(words), on: { click: () => move(name) } }),
  }))
  const label = say(
    text('新的支付走哪个通道', '新的付款走哪個通道', 'Which gateway new payments go to'),
  )
  const group = h('div', { class: 'segments two', label }, ...buttons.map(({ element }) => element))
  group.setAttribute('role', 'group')

  function move(gateway: GatewayName): void {
    const hold = (held: boolean) => {
      for (const { element } of buttons) element.disabled = held
    }
    hold(true)
    const letGo = () => hold(false)
    command('gateway', { gateway }).then(letGo, letGo)
  }

  live.onState(({ gateway }) => {
    group.hidden = gateway === null
    for (const { name, element } of buttons) {
      element.setAttribute('aria-pressed', String(name === gateway))
    }
  })
  return group
}
