import type { Message } from '../messages'
import { text } from '../text'
import { h, yuan } from './dom'
import type { ChargeLine } from '../charge-line'
import type { Live } from './live'
import { messageEntry } from './message-entry'
import { say } from './text'

const empty = text(
  '这里会出现手机、收银台、微信和 Paymax 之间的每条消息。',
  '這裡會出現手機、收銀台、微信和 Paymax 之間的每則訊息。',
  'Every message between phone, checkout, WeChat and Paymax appears here.',
)
const before = text('付款之前', '付款之前', 'Before a payment')

interface Group {
  element: HTMLElement
  title: HTMLElement
}

/** Messages by the payment that they are about. An open one stays where it is while others arrive. */
export function createMessageList(live: Live): HTMLElement {
  const list = h('div', { class: 'scroll messages' })
  const groups = new Map<string, Group>()
  /** Who is who is asked before each payment anew: that stands between the payments, in time. */
  let between: HTMLElement | null = null
  const entries = new Map<number, HTMLDetailsElement>()
  let charges: ChargeLine[] = []
  let newest: HTMLElement | null = null

  function titleOf(payment: string): string {
    const charge = charges.find((one) => one.payment === payment || one.id === payment)
    return charge ? `${charge.subject} ${yuan(charge.amount)} · ${charge.payment}` : payment
  }

  function section(title: HTMLElement): HTMLElement {
    const element = h('section', { class: 'group' }, title)
    list.append(element)
    return element
  }

  function groupOf(payment: string | null): HTMLElement {
    if (payment === null) {
      between ??= section(h('h3', { text: say(before) }))
      return between
    }
    const known = groups.get(payment)
    if (known) return known.element
    const title = h('h3', { text: titleOf(payment) })
    const element = section(title)
    groups.set(payment, { element, title })
    between = null
    return element
  }

  function startAnew(): void {
    list.textContent = ''
    groups.clear()
    between = null
    entries.clear()
    newest = null
    list.append(h('p', { class: 'empty', text: say(empty) }))
  }

  /** Whoever reads one message, or has gone up to older ones, is left there. */
  function follows(): boolean {
    if (list.querySelector('details[open]')) return false
    return (
      newest === null || newest.getBoundingClientRect().top < list.getBoundingClientRect().bottom
    )
  }

  function add(message: Message): void {
    if (entries.size === 0) list.textContent = ''
    newest = messageEntry(message)
    entries.set(message.id, newest as HTMLDetailsElement)
    groupOf(message.payment).append(newest)
  }

  live.onState((state) => {
    charges = state.charges
    for (const [payment, { title }] of groups) title.textContent = titleOf(payment)
  })
  live.onMessages((messages) => {
    const following = follows()
    const [oldest] = messages
    const restarted = (messages[messages.length - 1]?.id ?? 0) < Math.max(0, ...entries.keys())
    if (!oldest || restarted) startAnew()
    for (const message of messages) if (!entries.has(message.id)) add(message)
    for (const [id, entry] of entries) {
      if (oldest && id < oldest.id && !entry.open) entry.remove()
    }
    if (following && newest) {
      list.scrollTop += newest.getBoundingClientRect().bottom - list.getBoundingClientRect().bottom
    }
  })
  return list
}
