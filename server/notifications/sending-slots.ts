/** What this process is sending, and how much more it may start: a slow address delays no other. */
import type { DueNotification, Lane } from './notification-queue'

/** How many a process sends at once. */
const slots: Readonly<Record<Lane, number>> = { prompt: 512, failing: 128 }
/** How many of one address at once; a failing address gets one at a time. */
const perAddress: Readonly<Record<Lane, number>> = { prompt: 8, failing: 1 }
/** In ms. An attempt that takes longer gives up its slot, so that addresses which hang do not block others. */
const promptFor = 500
/** The most of those: each holds a connection. */
const mostOvertime = 512
/**
 * How many attempts at failing addresses are started per interval: a thousand that refuse at once would
 * otherwise keep the database busy.
 */
const failingPerBeat = 16

export interface SendingSlots {
  /** Addresses that have enough under way. */
  full(lane: Lane): string[]
  free(lane: Lane, now: number): number
  /** @returns those of `due` that there are slots for, in order */
  choose(lane: Lane, due: readonly DueNotification[], now: number): DueNotification[]
  /** @returns releases the slot */
  begin(lane: Lane, address: string, now: number): () => void
  /** A new interval: more of the failing lane may start. */
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
