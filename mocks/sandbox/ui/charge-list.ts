import { text } from '../text'
import { h, yuan } from './dom'
import type { ChargeLine, Live } from './live'
import { say } from './say'

const words = {
  PROCESSING: say(text('等待支付', '等待付款', 'open')),
  SUCCEED: say(text('已支付', '已付款', 'paid')),
  FAILED: say(text('已结束', '已結束', 'ended')),
}

function webhookWord(charge: ChargeLine): string {
  const [event] = charge.events
  if (!event) return ''
  if (event.state === 'delivered')
    return say(text('通知已签收', '通知已簽收', 'webhook acknowledged'))
  if (event.tries === 0) return say(text('通知待发', '通知待發', 'webhook due'))
  const tries = String(event.tries)
  return say(text(`通知已发 ${tries} 次`, `通知已發 ${tries} 次`, `webhook sent ${tries}×`))
}

function line(charge: ChargeLine): HTMLElement {
  const refunded = charge.refunded > 0 ? say(text('有退款', '有退款', 'refunded')) : ''
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
      text: say(
        text(
          '还没有。在手机上点一个菜单试试。',
          '還沒有。在手機上點一個選單試試。',
          'None yet. Tap a menu entry on the phone.',
        ),
      ),
    })
    list.textContent = ''
    list.append(...(shown.length > 0 ? shown : [empty]))
  })
  return list
}
