import { createHash } from 'node:crypto'

/** When the examples are made, for whoever reads them. */
const day = Date.parse('2026-11-02T02:00:00Z')

/** What is made up anew at each play, by the name it has in a body. */
const random = new Set([
  'orderId',
  'chargeId',
  'refundId',
  'notificationId',
  'nextCursor',
  'nonceStr',
  'paySign',
  'package',
  'code',
  'state',
  'to',
  'out_trade_no',
  'appId',
  'openid',
  'cursor',
  'webhook-id',
])

/** Written out by people, not made up. */
const plain = /^(?:[a-z][a-z_.-]*|checkout.*|prepay_id=.*)$/

export interface Terms {
  /** When the play's clock stood still. */
  readonly frozenAt: number
  /** Addresses that depend on the machine, and what stands for each. */
  readonly addresses: readonly (readonly [real: string, shown: string])[]
  /** Texts of the play itself that stay as they are. */
  readonly kept: ReadonlySet<string>
}

/** The same examples at every play: what a play makes up becomes the same each time. */
export function steady<T>(value: T, terms: Terms): T {
  const stand = new Map<string, string>()
  let text = JSON.stringify(value)
  walk(value, (name, one) => {
    const bare = name === 'package' ? one.replace(/^prepay_id=/, '') : one
    if (!random.has(name) || plain.test(bare) || terms.kept.has(bare) || bare.includes('…')) return
    if (!stand.has(bare)) stand.set(bare, standIn(bare, stand.size))
  })
  for (const [real, shown] of terms.addresses) {
    text = text.replaceAll(real, shown)
    text = text.replaceAll(encodeURIComponent(real), encodeURIComponent(shown))
  }
  for (const [real, shown] of [...stand].sort(([a], [b]) => b.length - a.length)) {
    text = text.replaceAll(escaped(real), shown)
    text = text.replaceAll(escaped(encodeURIComponent(real)), shown)
  }
  text = text.replaceAll(/(?<="(?:webhook-timestamp|timeStamp)":")\d+/g, (seconds) => {
    return String(day / 1_000 + Number(seconds) - Math.floor(terms.frozenAt / 1_000))
  })
  text = text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, (time) => {
    const passed = Date.parse(time) - Math.floor(terms.frozenAt / 1_000) * 1_000
    return new Date(day + Math.floor(passed / 1_000) * 1_000).toISOString()
  })
  for (const [pattern, shown] of ofTheMachine) text = text.replaceAll(pattern, shown)
  return JSON.parse(text) as T
}

/** What no body has a name for. */
const ofTheMachine: readonly (readonly [RegExp, string])[] = [
  [/"tookMs":\d+/g, '"tookMs":12'],
  [/P-\d{8}-\w{10}/g, 'P-20261102-4GA4AC862N'],
  [/'42\d{26}/g, "'4200002026110210000012345678"],
  [/\b(ch|re)_[0-9a-f]{24}/g, '$1_5d0c1f2e9a7b4c3d8e6f0a1b'],
  [/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, '2026-11-02 10:00:00'],
  [/(?<before>date"?[=:]"?)\d{4}-\d\d-\d\d/g, '$<before>2026-11-02'],
  [/Orders of \d{4}-\d\d-\d\d/g, 'Orders of 2026-11-02'],
  // Of all that Prometheus reads, what the process itself does not change.
  [
    /"# HELP checkout_process[^"]*(?:\\"[^"]*)*?(# HELP checkout_orders (?:[^"\\]|\\"|\\n(?!\\n))*)(?:[^"\\]|\\.)*"/g,
    '"$1"',
  ],
]

const escaped = (text: string) => JSON.stringify(text).slice(1, -1)

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'

/** Of the same length and kind of signs, and short where only its being there matters. */
function standIn(real: string, n: number): string {
  const bytes = createHash('sha512').update(`example ${n}`).digest()
  const signs = /^\d+$/.test(real)
    ? '0123456789'
    : /^[0-9a-f]+$/.test(real)
      ? '0123456789abcdef'
      : alphabet
  return Array.from({ length: Math.min(real.length, 64) }, (_, at) => {
    return signs[(bytes[at] ?? 0) % signs.length] ?? ''
  }).join('')
}

function walk(value: unknown, visit: (name: string, text: string) => void, name = ''): void {
  if (typeof value === 'string') visit(name, value)
  else if (Array.isArray(value)) for (const one of value) walk(one, visit, name)
  else if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value)) walk(one, visit, key)
  }
}
