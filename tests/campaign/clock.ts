/**
 * The clock of the sandbox and, where it does not run true, of the backends. While processes are being
 * killed it runs true. At the end, what would take minutes (charges that run out, refunds whose answer
 * was lost) is brought about by a clock that jumps ahead and then runs fast.
 */
export interface CampaignClock {
  now: () => number
  hurry: (jump: number, speed: number) => void
  /** What a backend has to be started with to have the same clock. */
  nodeArguments: () => string[]
}

export function createCampaignClock(): CampaignClock {
  let hurried: { since: number; jump: number; speed: number } | null = null
  return {
    now() {
      const real = Date.now()
      if (!hurried) return real
      return Math.round(real + hurried.jump + (real - hurried.since) * (hurried.speed - 1))
    },
    hurry(jump, speed) {
      hurried = { since: Date.now(), jump, speed }
    },
    nodeArguments() {
      if (!hurried) return []
      const { since, jump, speed } = hurried
      const ahead = `${jump} + (real() - ${since}) * ${speed - 1}`
      const script = `const real = Date.now; Date.now = () => Math.round(real() + ${ahead})`
      return ['--import', `data:text/javascript,${encodeURIComponent(script)}`]
    },
  }
}
