import { twoDigits } from '@/payment/countdown'

const englishMonths =
  'January February March April May June July August September October November December'

/**
 * Formats a time in a language, with the day only where it is not today, and with the year only where it is
 * not this one, in this phone's time zone. By hand: see `formatYuan`.
 */
export function formatMoment(iso: string, language: string, now: string): string {
  const moment = new Date(iso)
  const clock = [moment.getHours(), moment.getMinutes()].map(twoDigits).join(':')
  const today = new Date(now)
  if (today.toDateString() === moment.toDateString()) return clock
  const [year, month, day] = [moment.getFullYear(), moment.getMonth(), moment.getDate()]
  const thisYear = year === today.getFullYear()
  return language === 'en'
    ? `${englishMonths.split(' ')[month] ?? ''} ${day}${thisYear ? '' : `, ${year}`} at ${clock}`
    : `${thisYear ? '' : `${year}年`}${month + 1}月${day}日 ${clock}`
}

/** A time to the second: when Paymax was asked, when money moved. */
export function formatExactly(iso: string, language: string): string {
  // The month by name where readers differ on whether it or the day comes first.
  const month = language === 'en' ? 'short' : '2-digit'
  const date = { year: 'numeric', month, day: '2-digit' } as const
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false } as const
  return new Intl.DateTimeFormat(language, { ...date, ...clock }).format(new Date(iso))
}

/** A time of today to the second. */
export function formatClock(iso: string, language: string): string {
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false } as const
  return new Intl.DateTimeFormat(language, clock).format(new Date(iso))
}
