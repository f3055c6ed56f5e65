/** The shop's sales, here in memory; a real shop has a table with these columns, `seen` being unique. */
import type { OrderStatus, ShopNotification } from '@paymax-checkout/merchant'

export interface Sale {
  readonly orderNo: string
  readonly checkoutUrl: string
  status: OrderStatus
  /** In fen. */
  amountRefunded: number
  /** Of the newest notification applied. */
  sequence: number
  shipments: number
}

export interface Sales {
  readonly all: () => Sale[]
  readonly add: (order: Pick<Sale, 'orderNo' | 'checkoutUrl'>) => void
  /** Applies the checkout's notifications, each once, in whatever order they come. */
  readonly take: (told: ShopNotification) => void
}

/** @param ship sends the goods */
export function createSales(ship: (orderNo: string) => void): Sales {
  const sales = new Map<string, Sale>()
  const seen = new Set<string>()
  return {
    all: () => [...sales.values()].reverse(),
    add({ orderNo, checkoutUrl }) {
      const begun = { status: 'unpaid', amountRefunded: 0, sequence: 0, shipments: 0 } as const
      sales.set(orderNo, { orderNo, checkoutUrl, ...begun })
    },
    take({ id, sequence, data }) {
      const sale = sales.get(data.orderNo)
      // With a database, this and everything below is one transaction that starts by inserting the id.
      if (!sale || seen.has(id)) return
      seen.add(id)
      // An old notification: what was applied before is newer. A paid order that was refunded since is not
      // shipped.
      if (sequence <= sale.sequence) return
      Object.assign(sale, { sequence, status: data.status, amountRefunded: data.amountRefunded })
      // By the order's status, not by the type: a payment's notification may arrive after a later one.
      if (data.status !== 'paid' || sale.shipments > 0) return
      sale.shipments += 1
      ship(sale.orderNo)
    },
  }
}
