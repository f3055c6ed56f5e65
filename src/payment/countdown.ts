/** In ms: when a page starts to count down; before that it shows until when the order can be paid. */
const lastMinutes = 600_000

/** What a page shows of the time left. */
export interface Countdown {
  /** `09:59`; null while there is plenty of time. */
  readonly clock: string | null
  /** For screen readers, at 10, 5 and 1 minutes: fewer than this many minutes are left; 0: the time is up. */
  readonly under: 10 | 5 | 1 | 0 | null
  /** In ms: when this changes; null: never. */
  readonly next: number | null
}

/** @param left milliseconds until the order ends */
export function countdown(left: number): Countdown {
  if (left > lastMinutes) return { clock: null, under: null, next: left - lastMinutes }
  if (left <= 0) return { clock: '00:00', under: 0, next: null }
  const seconds = Math.ceil(left / 1000)
  const under = left > 300_000 ? 10 : left > 60_000 ? 5 : 1
  return {
    clock: clockOf(left),
    under,
    next: left - (seconds - 1) * 1000,
  }
}

/** The style of the clock: the last minute differs. */
export function clockClass({ under }: Countdown): string {
  return under === 1 ? 'clock last-minute' : 'clock'
}

/** Minutes and seconds, `04:52`. @param left milliseconds */
export function clockOf(left: number): string {
  const seconds = Math.ceil(left / 1000)
  return `${twoDigits(Math.floor(seconds / 60))}:${twoDigits(seconds % 60)}`
}

/** `7` as `07`. */
export function twoDigits(count: number): string {
  return String(count).padStart(2, '0')
}
