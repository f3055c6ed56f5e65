import type { AppDeps } from './deps'
import { pictureOf } from '../routes/pictures'

/** What a description of an order takes from the configuration and the clock. */
export function tellerOf({ config, payments }: Pick<AppDeps, 'config' | 'payments'>) {
  return {
    merchantName: config.merchantName,
    now: payments.clock.now(),
    pictureOf: (item: string | null) => pictureOf(config, item),
  }
}
