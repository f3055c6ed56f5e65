import type { Log } from '../payments/core/deps'
import type { OrderRecord } from '../payments/core/records'
import type { Repository } from '../payments/core/repository'
import { createSampledWarning } from '../runtime/sampled-log'

/** For a backend without NOTIFY_SECRET: warns when an order names an address, because its shop waits in vain. */
export function warnIfNotConfigured(
  repository: Repository,
  now: () => number,
  log: Log,
): Repository {
  const warn = createSampledWarning(
    now,
    log,
    'an order has a notifyUrl, and nothing is sent to it: NOTIFY_SECRET is not set',
  )
  const look = ({ notifyUrl, orderNo }: OrderRecord) => {
    if (notifyUrl !== null) warn('notify_url', { orderNo })
  }
  return {
    ...repository,
    insertOrder(order, by) {
      look(order)
      return repository.insertOrder(order, by)
    },
    insertHeldOrder(order, by) {
      look(order)
      return repository.insertHeldOrder(order, by)
    },
  }
}
