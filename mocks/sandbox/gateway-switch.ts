export type GatewayName = 'paymax' | 'wechatpay'

/** Where the checkout makes new payments, and how to change that while it runs. */
export interface GatewaySwitch {
  current: () => GatewayName
  /** Resolves once the checkout answers again. Existing payments stay where they are. */
  moveTo: (gateway: GatewayName) => Promise<void>
}

export function isGatewayName(value: string): value is GatewayName {
  return value === 'paymax' || value === 'wechatpay'
}

/** @param restart restarts the checkout with that gateway, on the same database */
export function createGatewaySwitch(
  first: GatewayName,
  restart: (gateway: GatewayName) => Promise<void>,
): GatewaySwitch {
  let current = first
  let turn: Promise<void> = Promise.resolve()
  async function change(gateway: GatewayName): Promise<void> {
    if (gateway === current) return
    await restart(gateway)
    current = gateway
  }
  return {
    current: () => current,
    moveTo(gateway) {
      // Two taps, or two windows, take turns: only one backend may use the database.
      turn = turn.catch(() => undefined).then(() => change(gateway))
      return turn
    },
  }
}
