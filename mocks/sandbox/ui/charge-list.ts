import { h, say, yuan } from './dom'
import type { ChargeLine, Live } from './live'

const words = {
  PROCESSING: say('等待支付', 'open'),
  SUCCEED: say('已支付', 'paid'),
  FAILED: say('已结束', 'ended'),
}

function webhookWord(charge: ChargeLine): string {
  const [event] = charge.events
  if (!event) return ''
  if (event.state === 'delivered') return say('通知已签收', 'webhook acknowledged')
  if (event.tries === 0) return say('通知待发', 'webhook due')
  return say(`通知已发 ${event.tries} 次`, `webhook sent ${event.tries}×`)
}

function line(charge: ChargeLine): HTMLElement {
  const refunded = charge.refunded > 0 ? say('有退款', 'refunded') : ''
  const notes = [charge.failure, webhookWord(charge), refunded].filter(Boolean).join(' · ')
  return h(
    'li',
    { title: `${charge.id}\n${charge.orderNo}` },
    h('b', { class: `status-${charge.status.toLowerCase()}`, text: words[charge.status] }),
    h('span', { text: charge.subject }),
    h('small', { text: notes }),
    h('strong', { text: yuan(charge.amount) }),
  )
}

export function createChargeList(live: Live): HTMLElement {
  const list = h('ul', { class: 'charges' })
  live.onState(({ charges }) => {
    const shown = charges.slice(-4).reverse().map(line)
    const empty = h('li', {
      class: 'empty',
      text: say('还没有。在手机上点一个菜单试试。', 'None yet. Tap a menu entry on the phone.'),
    })
    list.textContent = ''
    list.append(...(shown.length > 0 ? shown : [empty]))
  })
  return list
}
