import type { Sequence } from '../world/chance'
import type { Nature } from '../world/nature'

/** What somebody sets out to do. `at` in ms from the start; `id` is the same however few are left. */
export interface Act {
  readonly id: number
  readonly at: number
  readonly process: number
  readonly does: Deed
}

export type Deed =
  | {
      readonly kind: 'places'
      readonly order: number
      readonly amount: number
      readonly life: number
    }
  | Opening
  | Tap
  | {
      readonly kind: 'looks'
      readonly order: number
      readonly payer: number
      readonly wait: number
    }
  | { readonly kind: 'pays what they hold'; readonly order: number; readonly payer: number }
  | { readonly kind: 'merchant closes'; readonly order: number }
  | {
      readonly kind: 'merchant refunds'
      readonly order: number
      readonly share: number | null
      readonly key: string
    }
  | { readonly kind: 'console refunds'; readonly order: number; readonly share: number }
  | { readonly kind: 'stray event'; readonly order: number; readonly what: Stray }
  | { readonly kind: 'pays a charge nobody was given'; readonly order: number }
  | { readonly kind: 'crashes'; readonly downFor: number }
  | { readonly kind: 'is cut off'; readonly lasting: number }
  | { readonly kind: 'clock jumps'; readonly to: number }
  | { readonly kind: 'gateway is out'; readonly lasting: number }

/** One window of a payer who comes from a menu. */
export interface Opening {
  readonly kind: 'opens'
  readonly order: number
  /** The order whose first payer this is. */
  readonly customer: number
  /** A catalogue item; else they type the amount. */
  readonly item: boolean
  readonly amount: number
  readonly remark: string | null
  readonly again: boolean
  /** Whether they pay the same again once they are asked. */
  readonly insists: boolean
  /** With the login, by a link that asks for the sheet. */
  readonly lands: boolean
  readonly paysAfter: number | null
}

export interface Tap {
  readonly kind: 'taps'
  readonly order: number
  readonly payer: number
  readonly renew: boolean
  readonly auto: boolean
  /** How long they then take to enter the PIN; null: they leave. */
  readonly paysAfter: number | null
}

export const strays = [
  'amount',
  'app',
  'id',
  'livemode',
  'unknown',
  'failed',
  'processing',
  'forged',
] as const
export type Stray = (typeof strays)[number]

const second = 1_000
const minute = 60 * second

/** Everything that people set out to do in a seed's world, in no order. */
export function planOf(draw: Sequence, nature: Nature): Act[] {
  const acts: Act[] = []
  const add = (at: number, does: Deed) => {
    const process = draw.between(0, nature.processes - 1)
    acts.push({ id: 1 + acts.length * 7, at: Math.round(at), process, does })
  }
  const orders = draw.pick([1, 1, 2, 3])
  for (let order = 0; order < orders; order += 1) planOrder(draw, nature, order, add)
  planMishaps(draw, nature, add)
  return acts
}

type Add = (at: number, does: Deed) => void

function planOrder(draw: Sequence, nature: Nature, order: number, add: Add): void {
  const start = draw.between(0, 20) * second
  const amount = draw.pick([1, 3_880, 3_880, 10_000])
  const payers = draw.pick([1, 1, 2, 3])
  if (draw.chance(0.3)) planWindows(draw, nature, { order, start, amount }, add)
  else {
    const life = draw.pick([2, 10, 30, 24 * 60]) * minute
    add(start, { kind: 'places', order, amount, life })
  }
  for (let payer = 0; payer < payers; payer += 1) {
    planPayer(draw, nature, { order, payer, from: start + second }, add)
  }
  planMerchant(draw, nature, { order, start }, add)
}

/** Further windows of the one payer, at the same time or later, each with a key of its own. */
function planWindows(
  draw: Sequence,
  nature: Nature,
  { order, start, amount }: { order: number; start: number; amount: number },
  add: Add,
): void {
  const item = draw.chance(0.5)
  const more = draw.pick([0, 0, 1, 1, 2, 4])
  for (let window = 0; window <= more; window += 1) {
    const first = window === 0
    const at = first
      ? start
      : start + draw.pick([0, 0, 5, 40, 3 * second, 60 * second, 4 * minute, 11 * minute])
    // Its price has just been changed, or somebody typed another remark.
    const other = !first && draw.chance(0.15)
    const number = first ? order : 100 * (order + 1) + window
    const lands = item && draw.chance(0.4)
    add(at, {
      kind: 'opens',
      order: number,
      customer: order,
      item,
      amount: other && item ? amount + 1 : amount,
      remark: other && !item ? 'two' : null,
      again: draw.chance(0.15),
      insists: draw.chance(0.3),
      lands,
      paysAfter: draw.chance(0.75) ? draw.skewed(second, nature.terms.chargeTtl) : null,
    })
    if (!first) planPayer(draw, nature, { order: number, payer: 0, from: at + 100 }, add)
  }
}

function planPayer(
  draw: Sequence,
  nature: Nature,
  { order, payer, from }: { order: number; payer: number; from: number },
  add: Add,
): void {
  const visits = draw.pick([1, 1, 2, 3])
  let at = from + draw.skewed(0, 2 * minute)
  for (let visit = 0; visit < visits; visit += 1) {
    const taps = draw.pick([1, 1, 1, 2, 5])
    for (let tap = 0; tap < taps; tap += 1) {
      const paysAfter = draw.chance(0.75) ? draw.skewed(second, nature.terms.chargeTtl * 1.1) : null
      const renew = draw.chance(0.15)
      const auto = draw.chance(0.1)
      add(at + tap * draw.pick([0, 0, 40, 900]), {
        kind: 'taps',
        order,
        payer,
        renew,
        auto,
        paysAfter,
      })
    }
    if (draw.chance(0.5)) {
      const wait = draw.pick([0, 0, 5, 25])
      add(at + draw.skewed(0, 40 * second), { kind: 'looks', order, payer, wait })
    }
    if (draw.chance(0.2)) {
      add(at + draw.skewed(0, 10 * minute), { kind: 'pays what they hold', order, payer })
    }
    at += draw.skewed(second, draw.pick([30 * second, 6 * minute, 20 * minute]))
  }
}

function planMerchant(
  draw: Sequence,
  nature: Nature,
  { order, start }: { order: number; start: number },
  add: Add,
): void {
  const soon = () => start + draw.skewed(second, 12 * minute)
  if (draw.chance(0.2)) add(soon(), { kind: 'merchant closes', order })
  if (draw.chance(0.5)) {
    const refunds = draw.pick([1, 1, 2, 4])
    for (let refund = 0; refund < refunds; refund += 1) {
      const at = soon()
      const share = draw.pick([null, 0.25, 0.5, 0.8])
      // Somebody had begun to do it by hand.
      if (nature.refunds.listed && draw.chance(0.05)) {
        const before = at - draw.skewed(0, 20 * second)
        add(before, { kind: 'console refunds', order, share: share ?? 1 })
      }
      const key = `key-${order}-${draw.between(0, 2)}`
      const times = draw.pick([1, 1, 2, 5])
      for (let time = 0; time < times; time += 1) {
        const does = { kind: 'merchant refunds', order, share, key } as const
        add(at + time * draw.pick([0, 0, 700]), does)
      }
    }
  }
  // Where refunds are not listed, one made by hand cannot be told from one whose answer was lost.
  if (nature.refunds.listed && draw.chance(0.12)) {
    add(soon(), { kind: 'console refunds', order, share: draw.pick([0.1, 0.5, 1]) })
  }
  if (draw.chance(0.2)) add(soon(), { kind: 'stray event', order, what: draw.pick(strays) })
  if (draw.chance(0.15)) add(soon(), { kind: 'pays a charge nobody was given', order })
}

function planMishaps(draw: Sequence, nature: Nature, add: Add): void {
  const often = nature.faults.crash > 0 ? 2 : 0
  for (let n = 0; n < often; n += 1) {
    add(draw.skewed(0, 15 * minute), { kind: 'crashes', downFor: draw.skewed(100, 90 * second) })
  }
  if (draw.chance(0.1)) {
    add(draw.skewed(0, 5 * minute), {
      kind: 'is cut off',
      lasting: draw.skewed(second, 2 * minute),
    })
  }
  if (draw.chance(0.1)) {
    add(draw.skewed(0, 5 * minute), {
      kind: 'gateway is out',
      lasting: draw.skewed(second, 40 * minute),
    })
  }
  if (nature.skew > 0 && draw.chance(0.4)) {
    const to = draw.between(-nature.skew, nature.skew)
    add(draw.skewed(0, 10 * minute), { kind: 'clock jumps', to })
  }
}
