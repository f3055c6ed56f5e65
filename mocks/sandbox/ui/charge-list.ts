import { text } from '../text'
import { createChargeActs } from './charge-acts'
import { h, yuan } from './dom'
import type { ChargeLine } from '../charge-line'
import type { Live } from './live'
import { say } from './text'

const words = {
  PROCESSING: say(text('等待支付', '等待付款', 'open')),
  SUCCEED: say(text('已支付', '已付款', 'paid')),
  FAILED: say(text('已结束', '已結束', 'ended')),
}

function webhookWord({ events }: ChargeLine): string {
  const event = events[events.length - 1]
  if (!event) return ''
  if (event.state === 'delivered') {
    return say(text('通知已签收', '通知已簽收', 'webhook acknowledged'))
  }
  if (event.tries === 0) return say(text('通知待发', '通知待發', 'webhook due'))
  const tries = String(event.tries)
  return say(text(`通知已发 ${tries} 次`, `通知已發 ${tries} 次`, `webhook sent ${tries}×`))
}

function refundWord({ refunded, refunding }: ChargeLine): string {
  if (refunding) return say(text('正在退款', '正在退款', 'refund under way'))
  const sum = yuan(refunded)
  return refunded > 0 ? say(text(`已退 ${sum}`, `已退 ${sum}`, `${sum} refunded`)) : ''
}

interface Line {
  element: HTMLElement
  show: (charge: ChargeLine, hasShop: boolean) => void
}

function createLine(first: ChargeLine): Line {
  const status = h('b')
  const notes = h('small')
  const acts = createChargeActs(first)
  const summary = h(
    'summary',
    { title: `${first.id}\n${first.orderNo}` },
    status,
    h('span', { text: first.subject }),
    notes,
    h('strong', { text: yuan(first.amount) }),
  )
  const element = h('li', {}, h('details', {}, summary, acts.element))
  return {
    element,
    show(charge, hasShop) {
      status.className = `status-${charge.status.toLowerCase()}`
      status.textContent = words[charge.status]
      notes.textContent = [charge.failure, refundWord(charge), webhookWord(charge)]
        .filter(Boolean)
        .join(' · ')
      acts.show(charge, hasShop)
    },
  }
}

/** Every charge at Paymax, the newest first; opened, one offers what can be done to it. */
export function createChargeList(live: Live): HTMLElement {
  const list = h('ul', { class: 'charges' })
  const lines = new Map<string, Line>()
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
  list.append(empty)
  live.onState(({ charges, hasShop }) => {
    for (const charge of charges) {
      const line = lines.get(charge.id) ?? createLine(charge)
      if (!lines.has(charge.id)) list.prepend(line.element)
      lines.set(charge.id, line)
      line.show(charge, hasShop)
    }
    empty.hidden = charges.length > 0
  })
  return list
}
