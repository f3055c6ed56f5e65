import type { CheckoutDeps } from './deps'
import type { Config } from '../config/config'

type Catalog = Pick<Config, 'catalog'>

/** Where an item's picture is found, relative to PUBLIC_URL. */
export function pictureOf({ catalog }: Catalog, item: string | null): string | null {
  const found = item === null ? undefined : catalog.find((one) => one.item === item)
  return found?.picture ? `items/${found.item}${found.picture.extension}` : null
}

/** What a description of an order takes from the configuration and the clock. */
export function orderViewTerms({ config, payments }: Pick<CheckoutDeps, 'config' | 'payments'>) {
  return {
    merchantName: config.merchantName,
    now: payments.clock.now(),
    pictureOf: (item: string | null) => pictureOf(config, item),
  }
}
