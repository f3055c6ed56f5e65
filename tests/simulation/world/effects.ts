/** The doors through which a backend process reaches the world, each of which can fail in its own ways. */
import type { Repository } from '../../../server/payments/core/repository'
import type { Backend } from './backend'
import type { Stream } from './faults'

/** What a process asks the store for, by name. */
const verbs = [
  'insertOrder',
  'insertHeldOrder',
  'openInSlot',
  'orderById',
  'orderByNo',
  'orderWithLastCharge',
  'ordersWithLastCharge',
  'listOrders',
  'ordersOfPayer',
  'begunAmounts',
  'closeExpiredOrders',
  'amendOrder',
  'closeOrder',
  'idempotencyClaim',
  'beginCharge',
  'adoptCharge',
  'countAttempt',
  'forgetAttempts',
  'chargeCreated',
  'endCharge',
  'noteFinal',
  'noteDenied',
  'chargeById',
  'chargeByGatewayId',
  'chargeByTransactionNo',
  'archivedCharge',
  'chargesOfOrder',
  'chargesOfOrders',
  'noteChecked',
  'takeTurn',
  'recordSuccess',
  'takeDueCharges',
  'scheduleCheck',
  'beginRefund',
  'refundById',
  'refundByGatewayId',
  'refundsOfCharge',
  'refundsOfOrders',
  'takeDueRefunds',
  'scheduleRefund',
  'refundSending',
  'refundNotFound',
  'refundNotSent',
  'noteRefundDenied',
  'forgetRefundDenials',
  'refundRefused',
  'refundAccepted',
  'refundSucceeded',
  'refundFailed',
  'addForeignRefund',
  'addIncident',
  'incidentsOfOrders',
  'keepWebhook',
  'whatIsDue',
  'takeDueWebhooks',
  'scheduleWebhook',
  'webhookApplied',
  'forgetWebhooks',
  'bringBackDue',
] as const satisfies readonly (keyof Repository)[]

/** A verb that the repository has and the list lacks is a type error here. */
const everyVerb: readonly (keyof Repository)[] = verbs satisfies Exclude<
  keyof Repository,
  (typeof verbs)[number]
> extends never
  ? typeof verbs
  : never

class RepositoryDoor {
  readonly backend: Backend
  readonly stream: Stream

  constructor(backend: Backend, stream: Stream) {
    this.backend = backend
    this.stream = stream
  }
}

for (const verb of everyVerb) {
  Object.defineProperty(RepositoryDoor.prototype, verb, {
    writable: true,
    value(this: RepositoryDoor, ...given: unknown[]) {
      return this.backend.store(this.stream, verb, given)
    },
  })
}

/** The repository as one request sees it. */
export function repositoryDoor(backend: Backend, stream: Stream): Repository {
  return new RepositoryDoor(backend, stream) as unknown as Repository
}
