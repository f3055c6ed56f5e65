/** What this process is sending, and how much more it may take on: a slow address holds up no other. */
import type { DueNotification, Lane } from './notification-queue'

/** A process sends so many at once. */
const slots: Readonly<Record<Lane, number>> = { prompt: 512, failing: 128 }
/** And so many of one address: to one that fails, one after the other. */
const perAddress: Readonly<Record<Lane, number>> = { prompt: 8, failing: 1 }
/** In ms. What takes longer holds no slot any more, so that addresses which hang keep no other from being told. */
const promptFor = 500
/** So many of those at most: each is a connection. */
const mostOvertime = 512
/**
 * So many tries of addresses that fail are begun from one beat to the next: a thousand that refuse at once
 * would keep the database busy with nothing but that.
 */
const failingPerBeat = 16

export interface SendingSlots {
  /** Addresses that have enough under way. */
  full(lane: Lane): string[]
  free(lane: Lane, now: number): number
  /** @returns those of `due` there is room for, the first ones first */
  choose(lane: Lane, due: readonly DueNotification[], now: number): DueNotification[]
  /** @returns what ends it */
  begin(lane: Lane, address: string, now: number): () => void
  /** More of the failing lane may begin. */
  beat(): void
}

export function createSendingSlots(): SendingSlots {
  const sending: Readonly<Record<Lane, Set<{ readonly since: number }>>> = {
    prompt: new Set(),
    failing: new Set(),
  }
  let failingLeft = failingPerBeat
  const byAddress = new Map<string, number>()
  const of = (address: string) => byAddress.get(address) ?? 0

  function free(lane: Lane, now: number): number {
    const all = sending[lane].size
    if (lane === 'failing') return Math.min(slots.failing - all, failingLeft)
    let overtime = 0
    for (const { since } of sending.prompt) if (now - since >= promptFor) overtime += 1
    return slots.prompt - (all - Math.min(overtime, mostOvertime))
  }

  return {
    free,

    full: (lane) =>
      [...byAddress].filter(([, n]) => n >= perAddress[lane]).map(([address]) => address),

    choose(lane, due, now) {
      const chosen: DueNotification[] = []
      const more = new Map<string, number>()
      const room = free(lane, now)
      for (const one of due) {
        if (chosen.length >= room) break
        const already = more.get(one.address) ?? 0
        if (of(one.address) + already >= perAddress[lane]) continue
        more.set(one.address, already + 1)
        chosen.push(one)
      }
      return chosen
    },

    begin(lane, address, now) {
      const own = { since: now }
      sending[lane].add(own)
      if (lane === 'failing') failingLeft -= 1
      byAddress.set(address, of(address) + 1)
      return () => {
        sending[lane].delete(own)
        if (of(address) > 1) byAddress.set(address, of(address) - 1)
        else byAddress.delete(address)
      }
    },

    beat() {
      failingLeft = failingPerBeat
    },
  }
}
