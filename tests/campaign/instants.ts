import type { Dice } from './dice'

export const calls = ['create', 'query', 'close', 'refund', 'refund query'] as const
export type GatewayCall = (typeof calls)[number]

/** Where a call of a gateway's has got to. */
const stages = ['arrived', 'done, not answered', 'answered'] as const

/** When a process is killed. */
export type Instant =
  | 'any time'
  | 'while starting'
  | 'a 2xx was received'
  | 'a webhook was posted'
  | 'a webhook was acknowledged'
  | 'a notification came'
  | 'a notification was taken'
  | `${GatewayCall}: ${(typeof stages)[number]}`

/** What money and acknowledgements hang on comes more often than what merely asks. */
const aimed: readonly (readonly [number, Instant])[] = [
  [3, 'while starting'],
  [4, 'a 2xx was received'],
  [4, 'a webhook was posted'],
  [4, 'a webhook was acknowledged'],
  [2, 'a notification came'],
  [2, 'a notification was taken'],
  ...stages.flatMap((stage) => [
    [3, `create: ${stage}`] as const,
    [3, `refund: ${stage}`] as const,
    [2, `close: ${stage}`] as const,
    [1, `query: ${stage}`] as const,
    [1, `refund query: ${stage}`] as const,
  ]),
]

/** A third at any time, the others aimed. */
export function planKills(kills: number, dice: Dice): Instant[] {
  return Array.from({ length: kills }, () =>
    dice.chance(1 / 3) ? 'any time' : dice.weighted(aimed),
  )
}

export interface Aim {
  /**
   * Told by whoever sees something pass; kills where that is what is waited for.
   * @returns whether the process is dead now
   */
  happened: (instant: Instant, process: number) => boolean
  /**
   * Kills the process that `instant` happens to next, `delay` ms after it: 0 is the same tick.
   * @returns whether it came within `patience` ms
   */
  at: (instant: Instant, delay: number, patience: number) => Promise<boolean>
}

export function createAim(kill: (process: number) => void): Aim {
  let armed: { instant: Instant; fire: (process: number) => boolean } | null = null

  return {
    happened(instant, process) {
      if (armed?.instant !== instant) return false
      const { fire } = armed
      armed = null
      return fire(process)
    },
    at(instant, delay, patience) {
      return new Promise((resolve) => {
        const giveUp = setTimeout(() => {
          armed = null
          resolve(false)
        }, patience)
        const strike = (process: number) => {
          kill(process)
          resolve(true)
        }
        const fire = (process: number) => {
          clearTimeout(giveUp)
          if (delay === 0) strike(process)
          else setTimeout(() => strike(process), delay)
          return delay === 0
        }
        armed = { instant, fire }
      })
    },
  }
}
