import type { Sequence } from './chance'

const second = 1_000

/** The same in every world: what is bought twice in one is bought within it. ms */
export const justPaidWindow = 600 * second

/** What a seed's world is like. Durations in ms, probabilities from 0 to 1. */
/** Where new charges are made: at one gateway, or by each process at another, as while a merchant moves. */
export type WhichGateways = 'paymax' | 'wechatpay' | 'both'

export interface Nature {
  readonly gateways: WhichGateways
  readonly processes: number
  /** How far the clocks may be off, either way. */
  readonly skew: number
  readonly terms: {
    readonly appId: string
    readonly chargeTtl: number
    readonly chargeReuse: number
    readonly chargeGrace: number
  }
  /** How long an effect usually takes, at most. */
  readonly repositoryLatency: number
  readonly gatewayLatency: number
  readonly faults: {
    readonly repository: number
    readonly crash: number
    readonly gateway: number
    /** So many times more often where the call is about a refund. */
    readonly refund: number
    readonly http: number
  }
  readonly webhooks: {
    readonly lost: number
    readonly twice: number
    readonly bare: number
    readonly latest: number
  }
  /** How often a sum is written otherwise than as its shortest decimal. */
  readonly oddSums: number
  /** How often something that was made is denied later. */
  readonly denials: { readonly charges: number; readonly refunds: number }
  /** Paymax learns of a payment this much after WeChat took the money, at most. */
  readonly lag: number
  /** Younger charges are not closed. */
  readonly closeRefusedFor: number
  /** How often WeChat Pay says yes to a close and closes nothing. */
  readonly idleCloses: number
  /** What a query says of a charge that was closed, and of one whose time is over. */
  readonly endReads: 'failed' | 'processing'
  /** The channel confirms after its word was already believed. */
  readonly lateConfirm: number
  readonly refunds: {
    readonly listed: boolean
    readonly listLag: number
    readonly latest: number
    readonly fails: number
    /** Whether the total counts what is still under way. */
    readonly totalAtOnce: boolean
  }
}

/** Of four seeds two are Paymax’s alone, one WeChat Pay’s, and one of a merchant who moves. */
export function gatewaysOf(seed: number): WhichGateways {
  const which = ['wechatpay', 'paymax', 'both', 'paymax'] as const
  return which[Math.abs(seed) % 4] ?? 'paymax'
}

/** Whatever the worlds differ in, most of them have little of it: much of everything hides the rare. */
export function natureOf(draw: Sequence, gateways: WhichGateways): Nature {
  const much = draw.pick([0, 0.3, 1, 1, 2.5])
  // Who lists no refunds tells their total at least, and then only of those that have ended.
  const listed = draw.chance(0.85)
  const some = (probability: number) => (draw.chance(0.6) ? draw.unit() * probability * much : 0)
  const processes = draw.pick([1, 1, 2, 2, 3])
  return {
    gateways,
    processes: gateways === 'both' ? Math.max(2, processes) : processes,
    skew: draw.chance(0.3) ? draw.between(1, 60) * 2 * second : 0,
    terms: {
      appId: 'wx_app',
      chargeTtl: draw.pick([300, 360, 600, 1_800]) * second,
      chargeReuse: draw.pick([5, 60, 240]) * second,
      chargeGrace: draw.pick([5, 30, 300]) * second,
    },
    repositoryLatency: draw.pick([3, 20, 200]),
    gatewayLatency: draw.pick([50, 400, 3_000]),
    faults: {
      repository: some(0.03),
      crash: some(0.01),
      gateway: some(0.25),
      // Money that goes back is worth more trouble than it has in the world.
      refund: draw.pick([1, 1, 1, 4]),
      http: some(0.15),
    },
    webhooks: {
      lost: draw.pick([0, 0.3, 1]),
      twice: some(0.4),
      bare: some(0.5),
      latest: draw.pick([2, 20, 400]) * second,
    },
    oddSums: draw.pick([0, 0, 0.1, 1]) * much * 0.4,
    denials: { charges: draw.pick([0, 0, 0, some(0.3)]), refunds: draw.pick([0, 0, some(0.3)]) },
    lag: draw.pick([0, 1, 8, 45]) * second,
    closeRefusedFor: draw.pick([0, 0, 60, 300]) * second,
    idleCloses: gateways === 'paymax' ? 0 : draw.pick([0, 0, 0.2, 0.6]),
    endReads: draw.pick(['failed', 'processing']),
    lateConfirm: draw.pick([0, 0, some(0.3), 0.5]),
    refunds: {
      listed,
      listLag: draw.pick([0, 3, 12]) * second,
      // What is not listed is seen once it has ended: later than in three minutes, and it counts as never sent.
      latest: Math.min(draw.pick([1, 30, 5 * 60]), listed ? Infinity : 100) * second,
      fails: draw.pick([0, 0, some(0.3), 0.6]),
      totalAtOnce: listed && draw.chance(0.3),
    },
  }
}
