import type { CheckoutDeps } from './deps'
import type { Config } from '../config/config'

type Catalog = Pick<Config, 'catalog'>

/** The address of an item's picture, relative to PUBLIC_URL. */
export function pictureOf({ catalog }: Catalog, item: string | null): string | null {
  const found = item === null ? undefined : catalog.find((one) => one.item === item)
  return found?.picture ? `items/${found.item}${found.picture.extension}` : null
}

/** What describing an order needs from the configuration and the clock. */
export function orderViewTerms({ config, payments }: Pick<CheckoutDeps, 'config' | 'payments'>) {
  return orderViewTermsAt(config, payments.clock.now())
}

function orderViewTermsAt(config: Pick<Config, 'merchantName' | 'catalog'>, now: number) {
  return {
    merchantName: config.merchantName,
    now,
    pictureOf: (item: string | null) => pictureOf(config, item),
  }
}

/**
 * The same for the merchant's view.
 * @param now Unix ms, the time at which the order is described
 */
export function merchantViewTermsAt(
  config: Pick<Config, 'merchantName' | 'catalog' | 'publicUrl'>,
  now: number,
) {
  return {
    ...orderViewTermsAt(config, now),
    checkoutUrl: (orderId: string) => new URL(`checkout?order=${orderId}`, config.publicUrl).href,
  }
}
