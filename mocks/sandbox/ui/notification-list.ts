import type { Arrival, SentLine } from '../shop/page-state'
import { text } from '../text'
import { h } from './dom'
import { notificationEntry } from './notification-entry'
import type { NotificationEntry } from './notification-entry'
import { say } from './text'
import type { ShopLive } from './shop-live'

const empty = text(
  '还没有。在手机上付一笔，一秒之内通知就到。',
  '還沒有。在手機上付一筆，一秒之內通知就到。',
  'None yet. Pay on the phone, and one arrives within a second.',
)

/** Every notification, the newest first, with each try of it. */
export function createNotificationList(live: ShopLive): HTMLElement {
  const none = h('p', { class: 'empty', text: say(empty) })
  const list = h('div', { class: 'messages' }, none)
  const entries = new Map<string, NotificationEntry>()
  let tries = new Map<string, Arrival[]>()
  let sent = new Map<string, SentLine>()

  function show(): void {
    for (const [id, entry] of entries) entry.show(tries.get(id) ?? [], sent.get(id) ?? null)
  }

  live.onArrivals((arrivals) => {
    tries = new Map()
    for (const one of arrivals) tries.set(one.id, [...(tries.get(one.id) ?? []), one])
    for (const [id, entry] of entries) {
      if (tries.has(id)) continue
      entry.element.remove()
      entries.delete(id)
    }
    for (const [id, [first]] of tries) {
      if (entries.has(id) || !first) continue
      const entry = notificationEntry(first)
      entries.set(id, entry)
      list.prepend(entry.element)
    }
    none.hidden = entries.size > 0
    show()
  })
  live.onBooks((books) => {
    sent = new Map(books.sent.map((one) => [one.id, one]))
    show()
  })
  return list
}
