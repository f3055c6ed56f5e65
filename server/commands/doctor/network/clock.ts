import { wrong, type Finding } from '../../../config/mistakes/finding'
import type { Context } from '../context/context'
import { fetchPlain } from './fetch-plain'

/** In ms. Paymax refuses what is two minutes old, WeChat Pay what is five. */
const allowed = 30_000

/** A server that does not answer is skipped: other checks report it. */
export async function compareClocks({ config, now }: Context): Promise<Finding[]> {
  const { paymax, wechatpay } = config.gateways
  const hosts = [
    ['WeChat', config.wechat.apiUrl],
    ['Paymax', paymax?.baseUrl],
    ['WeChat Pay', wechatpay?.baseUrl],
  ] as const
  const ahead = await Promise.all(
    hosts.map(([, url]) => (url ? aheadOf(url, now) : Promise.resolve(null))),
  )
  const off = hosts.flatMap(([name], at) => {
    const by = ahead[at] ?? 0
    return Math.abs(by) > allowed ? [`${String(Math.round(by / 1_000))} s ahead of ${name}`] : []
  })
  if (off.length === 0) return []
  return [
    wrong(
      'clock_off',
      `The clock of this server is ${off.join(', ')}. Signatures with a wrong time are refused.`,
      'Synchronise the clock with NTP: timedatectl set-ntp true',
    ),
  ]
}

/** @returns ms; the time the answer takes counts for the other clock */
async function aheadOf(url: string, now: () => number): Promise<number | null> {
  const asked = now()
  const came = await fetchPlain(url)
  if ('code' in came) return null
  const date = came.headers['date']
  const theirs = typeof date === 'string' ? Date.parse(date) : NaN
  if (Number.isNaN(theirs)) return null
  const ours = now()
  if (theirs > ours) return ours - theirs
  return theirs < asked ? asked - theirs : 0
}
