/** A moment as people of a language read it, with the day only when it is not today's. */
export function formatMoment(iso: string, language: string, now: string): string {
  const moment = new Date(iso)
  const today = new Date(now).toDateString() === moment.toDateString()
  const clock = { hour: '2-digit', minute: '2-digit', hour12: false } as const
  const day = { month: 'long', day: 'numeric' } as const
  return new Intl.DateTimeFormat(language, today ? clock : { ...day, ...clock }).format(moment)
}

/** A moment to the second: when Paymax was asked, when money moved. */
export function formatExactly(iso: string, language: string): string {
  // the month by name where people differ on whether it or the day comes first
  const month = language === 'en' ? 'short' : '2-digit'
  const date = { year: 'numeric', month, day: '2-digit' } as const
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false } as const
  return new Intl.DateTimeFormat(language, { ...date, ...clock }).format(new Date(iso))
}

/** A moment of today to the second. */
export function formatClock(iso: string, language: string): string {
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false } as const
  return new Intl.DateTimeFormat(language, clock).format(new Date(iso))
}
