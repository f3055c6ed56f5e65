import type { OrderLine } from '../shop/page-state'
import { text } from '../text'
import { h, yuan } from './dom'
import { statusWord } from './order-words'
import { say } from './text'
import type { ShopLive } from './shop-live'

/** Statuses of which the shop is told. */
const isTold = (status: string) => status === 'paid' || status === 'closed' || status === 'refunded'

const silence = text('还没有收到通知', '還沒有收到通知', 'not told yet')

function knownWord({ known, status }: OrderLine): string {
  if (!known) return isTold(status) ? say(silence) : ''
  const word = statusWord(known.status)
  const number = String(known.sequence)
  return say(
    text(
      `通知 ${number} 说：${word}`,
      `通知 ${number} 說：${word}`,
      `told by notification ${number}: ${word}`,
    ),
  )
}

function refundWord({ amountRefunded }: OrderLine): string {
  const sum = yuan(amountRefunded)
  return amountRefunded > 0 ? say(text(`已退 ${sum}`, `已退 ${sum}`, `${sum} refunded`)) : ''
}

const colours: Readonly<Record<string, string>> = {
  paid: 'status-succeed',
  processing: 'status-processing',
}

function line(order: OrderLine): HTMLElement {
  const { orderNo, subject, amount, status, known } = order
  const lags = isTold(status) && known?.status !== status
  return h(
    'li',
    {},
    h('b', { class: colours[status] ?? 'status-failed', text: statusWord(status) }),
    h('span', { text: subject }),
    h('strong', { text: yuan(amount) }),
    h('code', { text: orderNo }),
    h('small', {
      class: lags ? 'lags' : '',
      text: [refundWord(order), knownWord(order)].filter(Boolean).join(' · '),
    }),
  )
}

/** As the merchant API lists them, each beside what the shop has been told. */
export function createOrderList(live: ShopLive): HTMLElement {
  const empty = h('li', { class: 'empty', text: say(text('还没有。', '還沒有。', 'None yet.')) })
  const list = h('ul', { class: 'charges orders' }, empty)
  live.onBooks(({ orders }) => {
    list.textContent = ''
    list.append(...(orders.length > 0 ? orders.map(line) : [empty]))
  })
  return list
}
