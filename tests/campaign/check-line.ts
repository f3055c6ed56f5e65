import type { Evidence, Violation } from './evidence'

/** A create that is sent again to WeChat Pay has the bytes that it had: others are another order to it. */
export function checkLine({ line }: Evidence): Violation[] {
  const first = new Map<string, string>()
  const others = new Set<string>()
  for (const { gateway, call, charge, request } of line) {
    if (gateway !== 'wechatpay' || call !== 'create') continue
    if ((first.get(charge) ?? request) !== request) others.add(charge)
    first.set(charge, first.get(charge) ?? request)
  }
  return [...others].map((charge) => ({
    orderId: null,
    what: `${charge} was sent again with other bytes`,
  }))
}
