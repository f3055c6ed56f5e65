import type { Told } from './page-state'

/** What the shop knows of its orders, from notifications only. */
export interface ShopBook {
  /** Stores what is new; returns what is not. */
  take: (id: string, told: Told) => 'new' | 'seen' | 'old'
  of: (orderNo: string) => { status: string; sequence: number } | null
}

export function createShopBook(): ShopBook {
  const seen = new Set<string>()
  const known = new Map<string, { status: string; sequence: number }>()
  return {
    take(id, { orderNo, sequence, status }) {
      if (seen.has(id)) return 'seen'
      seen.add(id)
      // They come in any order: a smaller sequence must not set the status back.
      if (sequence <= (known.get(orderNo)?.sequence ?? 0)) return 'old'
      known.set(orderNo, { status, sequence })
      return 'new'
    },
    of: (orderNo) => known.get(orderNo) ?? null,
  }
}
