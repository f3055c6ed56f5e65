const englishMonths =
  'January February March April May June July August September October November December'

/**
 * A moment as people of a language read it, with the day only when it is not today's. By hand: see
 * `formatYuan`.
 */
export function formatMoment(iso: string, language: string, now: string): string {
  const moment = new Date(iso)
  const clock = [moment.getHours(), moment.getMinutes()].map(twoDigits).join(':')
  if (new Date(now).toDateString() === moment.toDateString()) return clock
  const [month, day] = [moment.getMonth(), moment.getDate()]
  return language === 'en'
    ? `${englishMonths.split(' ')[month] ?? ''} ${day} at ${clock}`
    : `${month + 1}月${day}日 ${clock}`
}

function twoDigits(count: number): string {
  return String(count).padStart(2, '0')
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
